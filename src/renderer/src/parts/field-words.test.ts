import { expect, it } from 'vitest'
import { sayField, sayFieldValue } from './field-words.ts'

it('a field is called as people call it, wherever it stands', () => {
  expect([sayField('limits.maxParallel'), sayField('baseUrl'), sayField('newlyInvented')]).toEqual([
    'Calls in flight',
    'Base URL',
    'newlyInvented',
  ])
})

it('a value is said in its unit', () => {
  expect(sayFieldValue('silenceMs', 120_000)).toBe('2 min')
  expect(sayFieldValue('retryInitialDelayMs', 500)).toBe('500 ms')
  expect(sayFieldValue('tokensPerMinute', 1_000_000)).toBe('1,000,000')
  expect(sayFieldValue('requestsPerMinute', null)).toBe('none')
  expect(sayFieldValue('isEnabled', false)).toBe('off')
  expect(sayFieldValue('failureRatio', 0.5)).toBe('50 %')
  expect(sayFieldValue('timeouts', { connectMs: 10_000, totalMs: 600_000 })).toBe('Time to connect 10 s, Longest call 10 min')
  const tiers = [
    { when: { contextTokensOver: 200_000 }, rates: { input: 2_500_000, output: null } },
    { rates: { input: 1_250_000, perRequest: 5_000_000 } },
  ]
  expect(sayFieldValue('tiers', tiers)).toBe(
    'Input $2.50 / M (requests with more than 200,000 input tokens); Input $1.25 / M, Request $0.005 each',
  )
  expect(sayFieldValue('rateLimitBackoffMs', [30_000, 60_000])).toBe('30 s, 1 min')
})
