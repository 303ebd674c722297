import { describe, expect, it } from 'vitest'
import { describeField, sayFigure, sayFigureName, sayRatio } from './field-words.ts'

describe('a field that would be another', () => {
  it('of a price is in dollars per million tokens, with how much it falls or rises', () => {
    expect(describeField({ name: 'input', before: 2_500_000, after: 2_000_000, ratio: 0.8 })).toEqual({
      ...{ label: 'Input', before: '$2.50', after: '$2.00', change: '−20 %', meaning: 'good' },
    })
    expect(describeField({ name: 'output', before: 10_000_000, after: 12_500_000, ratio: 1.25 })).toMatchObject({
      ...{ change: '+25 %', meaning: 'bad' },
    })
  })
  it('that was not known has no change, and one that is free says so', () => {
    expect(describeField({ name: 'cacheRead', before: null, after: 0, ratio: null })).toEqual({
      ...{ label: 'Cache read', before: '–', after: 'free', change: undefined, meaning: undefined },
    })
  })
  it('that is no price is neither good nor bad', () => {
    expect(describeField({ name: 'contextWindow', before: 128_000, after: 256_000, ratio: 2 })).toEqual({
      ...{ label: 'Context', before: '128,000', after: '256,000', change: '+100 %', meaning: undefined },
    })
  })
  it('of a tier names the tier', () => {
    expect([sayFigureName('tiers[1].rates.output'), sayFigureName('tiers')]).toEqual(['Output, tier 2', 'Prices'])
  })
  it.each([
    ['sunsetAtMs', Date.UTC(2026, 11, 1), '2026-12-01'],
    ['perRequest', 25_000_000, '$0.025'],
    ['capabilities', { vision: true, tools: false }, 'vision on, tools off'],
    ['tiers', [{}, {}], '2 tiers'],
    ['isEnabled', false, 'off'],
    ['credential', 'env:X_API_KEY', 'env:X_API_KEY'],
    ['capabilities', {}, 'none'],
  ])('%s of %j is said as %s', (name, value, text) => {
    expect(sayFigure(name, value)).toBe(text)
  })
})

it.each([
  [1.004, '+0.4 %'],
  [0.5, '−50 %'],
  [1.00001, '+< 0.1 %'],
  [12.2, '× 12'],
  [1000, '× 1,000'],
])('%d times as much is said as %s', (ratio, text) => {
  expect(sayRatio(ratio)).toBe(text)
})
