import { expect, it } from 'vitest'
import { durationOf, tellHints } from './hints.ts'
import { Hint, type HintKind } from './profile.ts'

const nowMs = Date.parse('2026-11-21T12:00:00.250Z')
const told = (as: HintKind, more: object = {}) => tellHints([Hint.parse({ as, ...more })], 1500, nowMs)

it.each([
  ['retry-after', { 'retry-after': '2' }],
  ['retry-after-date', { 'retry-after': 'Sat, 21 Nov 2026 12:00:02 GMT' }],
  ['retry-after-ms', { 'retry-after-ms': '1500' }],
  ['x-ms-retry-after-ms', { 'x-ms-retry-after-ms': '1500' }],
  [
    'openai-reset-requests',
    { 'x-ratelimit-limit-requests': '10', 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1.5s' },
  ],
  ['openai-reset-tokens', { 'x-ratelimit-limit-tokens': '10', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1.5s' }],
  [
    'anthropic-reset-input-tokens',
    {
      'anthropic-ratelimit-input-tokens-limit': '10',
      'anthropic-ratelimit-input-tokens-remaining': '0',
      'anthropic-ratelimit-input-tokens-reset': '2026-11-21T12:00:01.750Z',
    },
  ],
] as const)('tells the wait of the limit by %s', (as, headers) => {
  expect(told(as)).toEqual({ headers, details: [] })
})

it('tells the wait in the body as Google does', () => {
  expect(told('retry-info')).toEqual({
    headers: {},
    details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1.5s' }],
  })
})

it('prefers its own length, and sends a raw value as it is', () => {
  expect(told('retry-after', { afterMs: 7000 }).headers).toEqual({ 'retry-after': '7' })
  expect(told('retry-after', { raw: '1e9' }).headers).toEqual({ 'retry-after': '1e9' })
  expect(told('retry-info', { raw: 'soon' }).details).toMatchObject([{ retryDelay: 'soon' }])
})

it('tells several hints at once', () => {
  const hints = [Hint.parse({ as: 'retry-after', raw: '' }), Hint.parse({ as: 'retry-after-ms', afterMs: 20 })]
  expect(tellHints(hints, 1, nowMs).headers).toEqual({ 'retry-after': '', 'retry-after-ms': '20' })
})

it.each([
  [0, '0ms'],
  [120, '120ms'],
  [12_500, '12.5s'],
  [90_000, '1m30s'],
  [372_500, '6m12.5s'],
])('writes %i ms as OpenAI does: %s', (ms, text) => {
  expect(durationOf(ms)).toBe(text)
})
