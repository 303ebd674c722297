import { describe, expect, it } from 'vitest'
import { advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import { usageOf } from '../builders/prices.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { type Booked, breaches } from './sliding-count.ts'

const tokensPerMinute = 6000
const maxParallel = 8
const longestAnswer = 1000
const prompts = 600
const minuteMs = 60_000

/** A request as its provider saw it: `estimate` is what the ledger says was reckoned for it, `weight` what it took. */
interface Answer extends Booked {
  readonly estimate: number
  readonly answeredAtMs: number
}

/** A run whose answers are as long as `size` says, of the output that was reckoned for each and a draw from 1 to the longest. */
async function played(size: (reckoned: number, drawn: number) => number): Promise<readonly Answer[]> {
  const random = new SeededRandom(3)
  const answers: Answer[] = []
  let ledger: EngineUnderTest | undefined
  const under = await openEngine({
    random,
    providers: [{ key: 'alpha', pools: [{ maxParallel, burst: maxParallel, tokensPerMinute }] }],
    rule: async ({ call, atMs }, clock) => {
      const [row] =
        ledger?.rows<{ input: number; output: number }>(
          'select reserved_input_tokens as input, reserved_output_tokens as output from attempt where ulid = ?',
          call.attemptId,
        ) ?? []
      const [input, output] = [row?.input ?? 0, row?.output ?? 0]
      const real = size(output, 1 + Math.floor(random.next() * longestAnswer))
      const durationMs = 500 * Math.floor(1 + random.next() * 20)
      answers.push({ atMs, answeredAtMs: atMs + durationMs, estimate: input + output, weight: real })
      await clock.sleep(durationMs)
      return answered({ usage: usageOf({ textOutputTokens: real }) })
    },
  })
  ledger = under
  const run = await under.start(batchOf({ prompts, parameters: { maxOutputTokens: longestAnswer } }))
  await advanceToRest(under, run)
  expect(answers).toHaveLength(prompts)
  return answers
}

/** Starts that found too little left of their minute: what was answered by then counts as what it took, all else as reckoned. */
function hasty(answers: readonly Answer[]): string[] {
  return answers.flatMap((answer, index) => {
    const others = answers.slice(0, index).filter(({ atMs }) => atMs > answer.atMs - minuteMs)
    const taken = others.reduce((sum, other) => sum + known(other, answer.atMs), 0)
    const isOver = others.length > 0 && taken + answer.estimate > tokensPerMinute
    return isOver ? [`${taken} taken and ${answer.estimate} reckoned at ${answer.atMs} ms`] : []
  })
}

/** Of an answer in the very instant both are right. */
function known({ answeredAtMs, weight, estimate }: Answer, nowMs: number): number {
  if (answeredAtMs === nowMs) return Math.min(weight, estimate)
  return answeredAtMs < nowMs ? weight : estimate
}

const standing = (limit: number) => [{ fromMs: 0, limit }]

describe('tokens of a sliding minute with answers of many sizes, counted at the provider', { timeout: 120_000 }, () => {
  it('never break the limit while no answer is longer than was reckoned', async () => {
    const answers = await played((reckoned, drawn) => Math.min(reckoned, drawn))
    expect(new Set(answers.map(({ weight }) => weight)).size).toBeGreaterThan(20)
    expect(breaches(answers, standing(tokensPerMinute))).toEqual([])
    expect(hasty(answers)).toEqual([])
  })

  it('pass it by no more than what is in flight was reckoned too low, and nothing leaves until that is made up for', async () => {
    const answers = await played((_, drawn) => drawn)
    expect(answers.filter(({ weight, estimate }) => weight > estimate).length).toBeGreaterThan(100)
    expect(breaches(answers, standing(tokensPerMinute))).not.toEqual([])
    expect(breaches(answers, standing(tokensPerMinute + maxParallel * longestAnswer))).toEqual([])
    expect(hasty(answers)).toEqual([])
  })
})
