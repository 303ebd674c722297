import { describe, expect, it } from 'vitest'
import { Tokens } from '#contract/units'
import { atHour, tierOf, usageOf } from '../../../../test/builders/prices.ts'
import { contextTokensOf, costOf } from './cost.ts'

const startedAtMs = atHour(12)
const everyRate = { input: 1, output: 10, cacheRead: 100, cacheWrite5m: 1_000, cacheWrite1h: 10_000, reasoning: 100_000 }
const everyClass = usageOf({
  uncachedInputTokens: 1,
  cacheReadInputTokens: 2,
  cacheWrite5mInputTokens: 3,
  cacheWrite1hInputTokens: 4,
  textOutputTokens: 5,
  reasoningOutputTokens: 6,
})

describe('costOf', () => {
  it('prices each class at its own rate, in a line of its own', () => {
    expect(costOf({ usage: everyClass, startedAtMs }, [tierOf(everyRate)])).toEqual({
      tier: 0,
      lines: [
        { usageClass: 'input', tokens: 1, rate: 1, picoUsd: 1n },
        { usageClass: 'cacheRead', tokens: 2, rate: 100, picoUsd: 200n },
        { usageClass: 'cacheWrite5m', tokens: 3, rate: 1_000, picoUsd: 3_000n },
        { usageClass: 'cacheWrite1h', tokens: 4, rate: 10_000, picoUsd: 40_000n },
        { usageClass: 'output', tokens: 5, rate: 10, picoUsd: 50n },
        { usageClass: 'reasoning', tokens: 6, rate: 100_000, picoUsd: 600_000n },
      ],
      picoUsd: 643_251n,
      nanoUsd: 643,
      knownNanoUsd: 643,
      state: 'computed',
    })
  })

  it('has no line for a class that was not used, and does not miss its rate', () => {
    const cost = costOf({ usage: usageOf({ textOutputTokens: 1_000 }), startedAtMs }, [tierOf({ output: 7 })])
    expect(cost.lines.map(({ usageClass }) => usageClass)).toEqual(['output'])
    expect(cost).toMatchObject({ nanoUsd: 7, state: 'computed' })
  })

  it('is unknown, not 0, when a class that was used has no rate, and keeps the known part', () => {
    const usage = usageOf({ uncachedInputTokens: 1_000, cacheReadInputTokens: 1 })
    expect(costOf({ usage, startedAtMs }, [tierOf({ input: 3, output: 3 })])).toEqual({
      tier: 0,
      lines: [
        { usageClass: 'input', tokens: 1_000, rate: 3, picoUsd: 3_000n },
        { usageClass: 'cacheRead', tokens: 1, rate: null, picoUsd: null },
      ],
      picoUsd: 3_000n,
      nanoUsd: null,
      knownNanoUsd: 3,
      state: 'unknown',
    })
  })

  it('is a known 0 where the price is free', () => {
    const cost = costOf({ usage: usageOf({ uncachedInputTokens: 5 }), startedAtMs }, [tierOf({ input: 0, output: 0 })])
    expect(cost).toMatchObject({ nanoUsd: 0, state: 'computed', lines: [{ usageClass: 'input', tokens: 5, rate: 0, picoUsd: 0n }] })
  })

  it('is a known 0 where nothing was used', () => {
    expect(costOf({ usage: usageOf({}), startedAtMs }, [tierOf({})])).toMatchObject({ lines: [], nanoUsd: 0, state: 'computed' })
  })

  it('charges a known fee per request once', () => {
    const cost = costOf({ usage: usageOf({ textOutputTokens: 2 }), startedAtMs }, [tierOf({ output: 500, perRequest: 40 })])
    expect(cost.lines.at(-1)).toEqual({ usageClass: 'perRequest', requests: 1, rate: 40, picoUsd: 40_000n })
    expect(cost).toMatchObject({ picoUsd: 41_000n, nanoUsd: 41 })
  })

  it('charges nothing for audio and images, which no usage counts', () => {
    const rates = { input: 1_000, output: 0, audio: 9_000, image: 9_000 }
    expect(costOf({ usage: usageOf({ uncachedInputTokens: 1 }), startedAtMs }, [tierOf(rates)])).toMatchObject({ nanoUsd: 1 })
  })

  it('rounds the sum once, not each line', () => {
    const usage = usageOf({ uncachedInputTokens: 1, textOutputTokens: 1, reasoningOutputTokens: 1 })
    const cost = costOf({ usage, startedAtMs }, [tierOf({ input: 400, output: 400, reasoning: 400 })])
    expect(cost).toMatchObject({ picoUsd: 1_200n, nanoUsd: 1 })
  })

  it.each([
    [500, 0],
    [501, 1],
    [1_500, 2],
    [2_500, 2],
  ])('rounds %s pico-dollars half to even', (rate, nanoUsd) => {
    expect(costOf({ usage: usageOf({ textOutputTokens: 1 }), startedAtMs }, [tierOf({ output: rate })]).nanoUsd).toBe(nanoUsd)
  })

  it('counts cached input as context, and prices the whole request in the tier it picks', () => {
    const long = tierOf({ input: 2_000, output: 4_000, cacheRead: 1_000 }, { contextTokensOver: Tokens.parse(10) })
    const base = tierOf({ input: 1_000, output: 1_000, cacheRead: 0 })
    const usage = { uncachedInputTokens: 1, cacheReadInputTokens: 9, textOutputTokens: 1 }
    expect(costOf({ usage: usageOf(usage), startedAtMs }, [long, base]).nanoUsd).toBe(2)
    expect(costOf({ usage: usageOf({ ...usage, cacheReadInputTokens: 10 }), startedAtMs }, [long, base]).nanoUsd).toBe(16)
  })

  it('prices by service tier and by the hour of the start', () => {
    const priority = tierOf({ output: 3_000 }, { serviceTier: 'priority' })
    const night = tierOf({ output: 500_000 }, { utcHours: { from: 22, to: 6 } })
    const tiers = [priority, night, tierOf({ output: 1_000 })]
    const usage = usageOf({ textOutputTokens: 1 })
    expect(costOf({ usage, serviceTier: 'priority', startedAtMs }, tiers).nanoUsd).toBe(3)
    expect(costOf({ usage, serviceTier: 'default', startedAtMs }, tiers).nanoUsd).toBe(1)
    expect(costOf({ usage, startedAtMs: atHour(23) }, tiers).nanoUsd).toBe(500)
  })

  it('is unknown for a service tier that the price does not name, never that of an ordinary request', () => {
    const cost = costOf({ usage: usageOf({ textOutputTokens: 1 }), serviceTier: 'priority', startedAtMs }, [tierOf({ output: 1_000 })])
    expect(cost).toMatchObject({
      nanoUsd: null,
      knownNanoUsd: 0,
      state: 'unknown',
      lines: [{ usageClass: 'output', tokens: 1, rate: null }],
    })
  })

  it('refuses a cost that would not stay exact', () => {
    const usage = usageOf({ textOutputTokens: Number.MAX_SAFE_INTEGER })
    expect(() => costOf({ usage, startedAtMs }, [tierOf({ output: 1_001 })])).toThrow(RangeError)
    expect(costOf({ usage, startedAtMs }, [tierOf({ output: 1_000 })]).nanoUsd).toBe(Number.MAX_SAFE_INTEGER)
  })
})

describe('contextTokensOf', () => {
  it('adds up all input and no output', () => {
    expect(contextTokensOf(everyClass)).toBe(10)
  })
})
