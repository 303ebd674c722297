import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { countOf, disjointUsage } from './usage.ts'

const count = fc.nat(1_000_000)
const counts = fc.record(
  {
    inputTokens: count,
    cacheReadTokens: count,
    cacheWrite5mTokens: count,
    cacheWrite1hTokens: count,
    outputTokens: count,
    reasoningTokens: count,
  },
  { requiredKeys: ['inputTokens', 'outputTokens'] },
)

test.prop([counts])('puts each token in one class, however the parts contradict the whole', (given) => {
  const usage = disjointUsage(given)
  const input = usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens
  expect(input).toBe(given.inputTokens)
  expect(usage.textOutputTokens + usage.reasoningOutputTokens).toBe(given.outputTokens)
  expect(Math.min(...Object.values(usage))).toBeGreaterThanOrEqual(0)
})

it('leaves parts that fit as they are', () => {
  expect(
    disjointUsage({
      inputTokens: 100,
      cacheReadTokens: 40,
      cacheWrite5mTokens: 20,
      cacheWrite1hTokens: 10,
      outputTokens: 9,
      reasoningTokens: 4,
    }),
  ).toEqual({
    uncachedInputTokens: 30,
    cacheReadInputTokens: 40,
    cacheWrite5mInputTokens: 20,
    cacheWrite1hInputTokens: 10,
    textOutputTokens: 5,
    reasoningOutputTokens: 4,
  })
})

test.prop([fc.anything()])('makes a whole number of tokens of anything', (value) => {
  const tokens = countOf(value)
  expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true)
})

it('counts what is a number', () => {
  expect([12, 12.4, -1, '12', null, Number.NaN, Number.POSITIVE_INFINITY].map(countOf)).toEqual([
    12,
    12,
    0,
    0,
    0,
    0,
    Number.MAX_SAFE_INTEGER,
  ])
})
