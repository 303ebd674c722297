import { expect, it } from 'vitest'
import type { Rates } from '#contract/prices'
import { sayRates, sayUnknown } from './tier-words.ts'

const unknown: Rates = {
  ...{ input: null, output: null, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null },
  ...{ reasoning: null, audio: null, image: null, perRequest: null },
}

it('a tier says what each class costs, and of which nothing is known', () => {
  const rates = { ...unknown, input: 250_000, cacheRead: 0, image: 4_000_000 } as Rates
  expect(sayRates({ rates }, 'million').map(({ label, text }) => `${label} ${text}`)).toEqual([
    'Input $0.25',
    'Cache read free',
    'Image $0.004 each',
  ])
  expect(sayUnknown({ rates })).toBe('Not known: output, cache write (5 min), cache write (1 h), reasoning, audio, request.')
})
