import { expect, it } from 'vitest'
import type { TierCondition } from '#contract/prices'
import { sayWhen } from './tier-words.ts'

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
