import { describe, expect, it } from 'vitest'
import { answered, failed } from '../../../../test/builders/outcomes.ts'
import { usageOf } from '../../../../test/builders/prices.ts'
import { TokenEstimates, tokensUsed } from './token-estimates.ts'

const estimates = () => new TokenEstimates(() => 300)
const used = (input: number, output: number) => answered({ usage: usageOf({ uncachedInputTokens: input, textOutputTokens: output }) })

describe('what a call will probably take', () => {
  it('is a quarter of its bytes and the assumed answer, until the model has answered', () => {
    expect(estimates().estimate(1, 401, undefined)).toEqual({ inputTokens: 101, outputTokens: 300 })
  })

  it('is never more output than was asked for', () => {
    expect(estimates().estimate(1, 400, 50).outputTokens).toBe(50)
  })

  it('follows the model’s own answers, each model its own', () => {
    const learning = estimates()
    learning.learn(1, 400, used(200, 20))
    expect(learning.estimate(1, 800, undefined)).toEqual({ inputTokens: 400, outputTokens: 20 })
    learning.learn(1, 400, used(400, 120))
    expect(learning.estimate(1, 400, undefined)).toEqual({ inputTokens: expect.closeTo(220, -0.5), outputTokens: 30 })
    expect(learning.estimate(2, 400, undefined).outputTokens).toBe(300)
  })

  it('learns nothing from failures, nor from answers that say nothing of tokens', () => {
    const learning = estimates()
    learning.learn(1, 400, failed('SERVER_ERROR', { usage: usageOf({ textOutputTokens: 5 }) }))
    learning.learn(1, 400, answered({ usage: undefined }))
    learning.learn(1, 0, used(1, 1))
    expect(learning.estimate(1, 400, undefined)).toEqual({ inputTokens: 100, outputTokens: 300 })
  })

  it('begins with what past runs say, and lets answers correct it', () => {
    const learning = estimates()
    learning.remember(1, 80)
    expect(learning.estimate(1, 400, undefined)).toEqual({ inputTokens: 100, outputTokens: 80 })
    learning.remember(1, 5000)
    expect(learning.estimate(1, 400, undefined).outputTokens).toBe(80)
  })
})

describe('what a call took', () => {
  it('is all input and all output', () => {
    const usage = usageOf({
      uncachedInputTokens: 1,
      cacheReadInputTokens: 2,
      cacheWrite5mInputTokens: 4,
      cacheWrite1hInputTokens: 8,
      textOutputTokens: 16,
      reasoningOutputTokens: 32,
    })
    expect(tokensUsed(answered({ usage }))).toEqual({ inputTokens: 15, outputTokens: 48 })
    expect(tokensUsed(answered({ usage: undefined }))).toBeUndefined()
  })

  it('is not known of a part of an answer, whose usage may be a first figure', () => {
    expect(tokensUsed(failed('NETWORK', { stage: 'partial', usage: usageOf({ textOutputTokens: 1 }) }))).toBeUndefined()
  })
})
