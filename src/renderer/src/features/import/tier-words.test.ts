import { expect, it } from 'vitest'
import type { Rates } from '#contract/prices'
import type { MicroUsdPerMillionTokens } from '#contract/units'
import { pricedClasses, sayOrdinary, sayRate } from './tier-words.ts'

const rates = (input: number | null, output: number | null): Rates => ({
  input: input as MicroUsdPerMillionTokens | null,
  output: output as MicroUsdPerMillionTokens | null,
  ...{ cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, reasoning: null, audio: null, image: null, perRequest: null },
})

it('only classes with a price have a column, and what is unknown is a dash where free is a word', () => {
  expect(pricedClasses([{ rates: rates(0, null) }]).map(({ label }) => label)).toEqual(['Input'])
  expect([sayRate('input', 0), sayRate('input', null), sayRate('image', 4_000_000)]).toEqual(['free', '–', '$0.004'])
})

it('the ordinary case is the last tier’s', () => {
  expect(sayOrdinary([{ when: { serviceTier: 'flex' }, rates: rates(1, 1) }, { rates: rates(250_000, 2_000_000) }])).toBe(
    'in $0.25, out $2.00, 2 tiers',
  )
  expect([sayOrdinary([]), sayOrdinary([{ rates: rates(null, null) }])]).toEqual(['no price', 'no price'])
})
