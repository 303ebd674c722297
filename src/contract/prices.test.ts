import { describe, expect, it } from 'vitest'
import { PriceTiers } from './prices.ts'

const free = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, reasoning: 0, audio: 0, image: 0, perRequest: 0 }
const long = { when: { contextTokensOver: 200_000 }, rates: free }
const always = { rates: free }

describe('price tiers', () => {
  it('end with the one that has no condition', () => {
    expect(PriceTiers.safeParse([long, always]).success).toBe(true)
    expect(PriceTiers.safeParse([always]).success).toBe(true)
  })

  it('are refused when none fits every request, or when one hides those after it', () => {
    expect(PriceTiers.safeParse([long]).success).toBe(false)
    expect(PriceTiers.safeParse([always, long, always]).success).toBe(false)
    expect(PriceTiers.safeParse([always, long]).success).toBe(false)
    expect(PriceTiers.safeParse([]).success).toBe(false)
  })

  it('are complete: a class without a rate is null, not absent', () => {
    const { audio: _, ...gappy } = free
    expect(PriceTiers.safeParse([{ rates: gappy }]).success).toBe(false)
    expect(PriceTiers.safeParse([{ rates: { ...free, audio: null } }]).success).toBe(true)
  })
})
