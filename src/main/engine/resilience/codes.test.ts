import { describe, expect, it } from 'vitest'
import { CallCode } from '#contract/calls'
import { effectOf, isRetryable, tripsBreaker } from './codes.ts'

const table: Readonly<Record<CallCode, readonly [effect: string, retryable: boolean, tripsBreaker: boolean]>> = {
  RATE_LIMITED: ['park', true, false],
  DAILY_QUOTA: ['sleep-day', true, false],
  OUT_OF_CREDIT: ['stop-provider', false, false],
  AUTH: ['stop-provider', false, false],
  PERMISSION_DENIED: ['fail', false, false],
  OVERLOADED: ['retry', true, true],
  SERVER_ERROR: ['retry', true, true],
  TIMEOUT: ['retry', true, true],
  NETWORK: ['retry', true, true],
  INVALID_RESPONSE: ['retry', true, true],
  BAD_REQUEST: ['fail', false, false],
  CONTEXT_TOO_LONG: ['fail', false, false],
  MODEL_NOT_FOUND: ['fail', false, false],
  CONTENT_FILTERED: ['fail', false, false],
  CIRCUIT_OPEN: ['fail', true, false],
  BUDGET_EXCEEDED: ['fail', false, false],
  CANCELLED: ['fail', false, false],
  INTERRUPTED: ['fail', false, false],
  MODEL_UNAVAILABLE: ['fail', false, false],
}

describe('the outcome table', () => {
  it.each(CallCode.options)('ranks %s', (code) => {
    expect([effectOf(code), isRetryable(code), tripsBreaker(code)]).toEqual(table[code])
  })
})
