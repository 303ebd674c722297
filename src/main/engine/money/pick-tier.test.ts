import { describe, expect, it } from 'vitest'
import type { TierCondition } from '#contract/prices'
import { Tokens } from '#contract/units'
import { atHour, tierOf } from '../../../../test/builders/prices.ts'
import { isServiceTierPriced, pickTier, pricingOf } from './pick-tier.ts'

const base = tierOf({ input: 1, output: 1 })
const facts = { contextTokens: Tokens.parse(1_000), startedAtMs: atHour(12) }

function fits(
  when: TierCondition,
  given: { contextTokens?: number; serviceTier?: string; startedAtMs?: typeof facts.startedAtMs },
): boolean {
  const conditional = tierOf({ input: 2, output: 2 }, when)
  const contextTokens = Tokens.parse(given.contextTokens ?? facts.contextTokens)
  return pickTier([conditional, base], { ...facts, ...given, contextTokens }) === conditional
}

describe('pickTier', () => {
  it('takes the tier without a condition when nothing else fits', () => {
    expect(pickTier([tierOf({}, { serviceTier: 'flex' }), base], facts)).toBe(base)
  })

  it('takes the first of several that fit', () => {
    const long = tierOf({ input: 3 }, { contextTokensOver: Tokens.parse(10) })
    const longer = tierOf({ input: 4 }, { contextTokensOver: Tokens.parse(500) })
    expect(pickTier([long, longer, base], facts)).toBe(long)
    expect(pickTier([longer, long, base], facts)).toBe(longer)
  })

  it('refuses tiers of which none fits', () => {
    expect(() => pickTier([tierOf({}, { serviceTier: 'flex' })], facts)).toThrow(
      new RangeError('none of 1 price tiers fits; the last must have no condition'),
    )
  })

  it('holds an empty condition for fulfilled', () => {
    expect(fits({}, {})).toBe(true)
  })

  it.each([
    [272_000, false],
    [272_001, true],
  ])('with %s input tokens above 272,000: %s', (contextTokens, expected) => {
    expect(fits({ contextTokensOver: Tokens.parse(272_000) }, { contextTokens })).toBe(expected)
    expect(fits({ contextTokensOver: Tokens.parse(272_000), inclusive: false }, { contextTokens })).toBe(expected)
  })

  it.each([
    [199_999, false],
    [200_000, true],
    [200_001, true],
  ])('with %s input tokens from 200,000 on: %s', (contextTokens, expected) => {
    expect(fits({ contextTokensOver: Tokens.parse(200_000), inclusive: true }, { contextTokens })).toBe(expected)
  })

  it.each([
    ['priority', true],
    ['Priority', false],
    ['default', false],
  ])('for the service tier priority, served as %s: %s', (serviceTier, expected) => {
    expect(fits({ serviceTier: 'priority' }, { serviceTier })).toBe(expected)
  })

  it('fits a condition that names no service tier, whatever the request was served in', () => {
    expect(fits({ contextTokensOver: Tokens.parse(10) }, { contextTokens: 11, serviceTier: 'default' })).toBe(true)
  })

  it('does not fit a service tier when none is said', () => {
    expect(fits({ serviceTier: 'priority' }, {})).toBe(false)
  })

  it.each([
    [{ from: 8, to: 16 }, atHour(7, 59), false],
    [{ from: 8, to: 16 }, atHour(8), true],
    [{ from: 8, to: 16 }, atHour(15, 59), true],
    [{ from: 8, to: 16 }, atHour(16), false],
    [{ from: 22, to: 6 }, atHour(21, 59), false],
    [{ from: 22, to: 6 }, atHour(22), true],
    [{ from: 22, to: 6 }, atHour(24), true],
    [{ from: 22, to: 6 }, atHour(5, 59), true],
    [{ from: 22, to: 6 }, atHour(6), false],
    [{ from: 22, to: 6 }, atHour(48 + 23), true],
    [{ from: 0, to: 24 }, atHour(23, 59), true],
    [{ from: 0, to: 24 }, atHour(0), true],
    [{ from: 22, to: 0 }, atHour(24), false],
    [{ from: 22, to: 0 }, atHour(23), true],
    [{ from: 5, to: 5 }, atHour(5), false],
    [{ from: 5, to: 5 }, atHour(4), false],
  ])('in the hours %o at %s ms: %s', (utcHours, startedAtMs, expected) => {
    expect(fits({ utcHours }, { startedAtMs })).toBe(expected)
  })

  it('fits only when every condition given holds', () => {
    const when = { contextTokensOver: Tokens.parse(10), serviceTier: 'flex', utcHours: { from: 0, to: 6 } }
    const all = { contextTokens: 11, serviceTier: 'flex', startedAtMs: atHour(1) }
    expect(fits(when, all)).toBe(true)
    expect(fits(when, { ...all, contextTokens: 10 })).toBe(false)
    expect(fits(when, { ...all, serviceTier: 'default' })).toBe(false)
    expect(fits(when, { ...all, startedAtMs: atHour(6) })).toBe(false)
  })
})

describe('the rates of a service tier', () => {
  const priority = tierOf({ input: 3 }, { serviceTier: 'priority' })
  const long = tierOf({ input: 2 }, { contextTokensOver: Tokens.parse(10) })
  const tiers = [long, priority, base]
  const asked = (serviceTier?: string, contextTokens = 0) => ({
    contextTokens: Tokens.parse(contextTokens),
    serviceTier,
    startedAtMs: atHour(0),
  })

  it.each([undefined, 'default', 'standard', 'standard_only', 'auto', 'on_demand'])('are the ordinary ones for %s', (serviceTier) => {
    expect(pricingOf(tiers, asked(serviceTier))).toEqual({ tier: 2, rates: base.rates })
    expect(isServiceTierPriced(tiers, serviceTier)).toBe(true)
  })

  it('are its own where the price names it', () => {
    expect(pricingOf(tiers, asked('priority'))).toEqual({ tier: 1, rates: priority.rates })
    expect(isServiceTierPriced(tiers, 'priority')).toBe(true)
  })

  it('are unknown where the price does not name it, or not for so long a context', () => {
    const unknown = { tier: null, rates: Object.fromEntries(Object.keys(base.rates).map((name) => [name, null])) }
    expect(pricingOf(tiers, asked('flex'))).toEqual(unknown)
    expect(isServiceTierPriced(tiers, 'flex')).toBe(false)
    expect(pricingOf(tiers, asked('priority', 11))).toEqual(unknown)
  })
})
