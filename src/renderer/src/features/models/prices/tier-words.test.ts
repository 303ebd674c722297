import { expect, it } from 'vitest'
import type { Rates, TierCondition } from '#contract/prices'
import { sayRates, sayUnknown, sayWhen } from './tier-words.ts'

const unknown: Rates = {
  ...{ input: null, output: null, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null },
  ...{ reasoning: null, audio: null, image: null, perRequest: null },
}

it('a tier says which requests it prices', () => {
  const say = (when: unknown) => sayWhen(when as TierCondition | undefined, 2)
  expect(sayWhen(undefined, 1)).toBe('Every request')
  expect(say(undefined)).toBe('Every other request')
  expect(say({ contextTokensOver: 200_000 })).toBe('Requests with more than 200,000 input tokens')
  expect(say({ contextTokensOver: 200_000, inclusive: true })).toBe('Requests with 200,000 input tokens or more')
  expect(say({ serviceTier: 'batch', utcHours: { from: 16, to: 0 } })).toBe(
    'Requests of service tier “batch”, begun from 16:00 to 00:00 UTC',
  )
})

it('a tier says what each class costs, and of which nothing is known', () => {
  const rates = { ...unknown, input: 250_000, cacheRead: 0, image: 4_000_000 } as Rates
  expect(sayRates({ rates }, 'million').map(({ label, text }) => `${label} ${text}`)).toEqual([
    'Input $0.25',
    'Cache read free',
    'Image $0.004 each',
  ])
  expect(sayUnknown({ rates })).toBe('Not known: output, cache write (5 min), cache write (1 h), reasoning, audio, request.')
})
