import { describe, expect, it } from 'vitest'
import { conditionsText, tiersText } from './tiers.ts'

const unknown = { cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, reasoning: null, audio: null, image: null, perRequest: null }
const tiers = [
  { when: { contextTokensOver: 200_000, serviceTier: 'priority' }, rates: { input: 2_500_000, output: 15_000_000, ...unknown } },
  { rates: { input: 1_250_000, output: null, ...unknown } },
]

describe('tiers in a line', () => {
  it('say when each prices, and what it asks', () => {
    expect(tiersText(tiers)).toBe('context over 200k, tier priority $2.50 in, $15.00 out; always $1.25 in, unknown out')
    expect(conditionsText(tiers)).toBe('context over 200k, tier priority; always')
  })

  it('are not made of anything else', () => {
    expect(tiersText(null)).toBeUndefined()
    expect(conditionsText([{ rates: {} }])).toBeUndefined()
  })
})
