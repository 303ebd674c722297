import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { allInputTokens, allOutputTokens, toldIn } from './usage.ts'

const usage = fc.record({
  uncachedInputTokens: fc.nat(),
  cacheReadInputTokens: fc.nat(),
  cacheWrite5mInputTokens: fc.nat(),
  cacheWrite1hInputTokens: fc.nat(),
  textOutputTokens: fc.nat(),
  reasoningOutputTokens: fc.nat(),
})

test.prop([usage, fc.boolean(), fc.boolean()])('tells every token, whatever words a wire has', (used, cacheWrites, reasoning) => {
  const told = toldIn({ cacheWrites, reasoning }, used)
  expect([allInputTokens(told), allOutputTokens(told)]).toEqual([allInputTokens(used), allOutputTokens(used)])
  expect(told.cacheWrite5mInputTokens + told.cacheWrite1hInputTokens > 0 && !cacheWrites).toBe(false)
  expect(told.reasoningOutputTokens > 0 && !reasoning).toBe(false)
})

test.prop([usage])('changes nothing for a wire that has all words', (used) => {
  expect(toldIn({ cacheWrites: true, reasoning: true }, used)).toEqual(used)
})
