import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { classifyRefusal, isRampComplaint } from './error-classification.ts'
import { readErrorWords } from './error-words.ts'

const classified = (body: unknown, status?: number) => {
  const words = readErrorWords(body)
  return classifyRefusal(status ?? words?.status ?? 500, words)
}

/** Errors inside a 2xx answer have no status but the one their words imply. */
describe('an error without a status', () => {
  it.each([
    [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'OVERLOADED'],
    [{ type: 'error', error: { type: 'rate_limit_error', message: 'Slow down' } }, 'RATE_LIMITED'],
    [{ type: 'error', error: { type: 'api_error', message: 'Internal' } }, 'SERVER_ERROR'],
    [{ type: 'error', error: { type: 'timeout_error', message: 'Too late' } }, 'TIMEOUT'],
    [{ type: 'error', error: { type: 'invalid_request_error', message: 'No.' } }, 'BAD_REQUEST'],
    [{ error: { code: 502, message: 'Upstream broke' } }, 'SERVER_ERROR'],
    [{ error: { code: '429', message: 'Slow down' } }, 'RATE_LIMITED'],
    [{ error: { status: 'RESOURCE_EXHAUSTED', message: 'Quota' } }, 'RATE_LIMITED'],
    [[{ error: { code: 503, status: 'UNAVAILABLE', message: 'Overloaded' } }], 'OVERLOADED'],
    [{ error: 'something broke' }, 'SERVER_ERROR'],
    [{ error: { message: 'something broke' } }, 'SERVER_ERROR'],
  ])('%j is %s', (body, code) => {
    expect(classified(body)).toBe(code)
  })
})

describe('words that decide against the status', () => {
  it.each([
    [400, { error: { code: 'rate_limit_exceeded', message: 'Slow down' } }, 'RATE_LIMITED'],
    [503, { error: { code: 'insufficient_quota', message: 'No money' } }, 'OUT_OF_CREDIT'],
    [
      413,
      {
        error: {
          code: 'rate_limit_exceeded',
          message: 'Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 9000',
        },
      },
      'CONTEXT_TOO_LONG',
    ],
    [429, { error: { message: 'Engine overloaded', type: 'engine_overloaded' } }, 'RATE_LIMITED'],
    [429, { error: { message: 'quota: limit: 0.5 per second' } }, 'RATE_LIMITED'],
    [500, { error: { message: 'Model x not found in registry' } }, 'SERVER_ERROR'],
    [500, { error: { message: 'invalid api key cache' } }, 'SERVER_ERROR'],
  ])('%i %j is %s', (status, body, code) => {
    expect(classified(body, status)).toBe(code)
  })
})

describe('a complaint of growth', () => {
  it.each([
    { error: { code: 'slow_down', message: 'Slow down.' } },
    { error: { type: 'SLOW_DOWN' } },
    { error: { error_type: 'dynamic_request_limited', message: 'Too many.' } },
    { error: { message: 'Provider returned error', metadata: { error_type: 'dynamic_token_limited' } } },
    { error: { message: 'This request would exceed your maximum usage increase rate for output tokens per minute.' } },
    { error: { message: 'To prevent hitting acceleration limits, ramp up your traffic gradually.' } },
  ])('is heard in %j', (body) => {
    expect(isRampComplaint(readErrorWords(body))).toBe(true)
  })

  it.each([
    undefined,
    { error: { code: 'rate_limit_exceeded', message: 'Please slow down.' } },
    { error: { message: 'You have reached your limit; ramp-up of seats is described elsewhere.' } },
  ])('is not heard in %j', (body) => {
    expect(isRampComplaint(readErrorWords(body))).toBe(false)
  })
})

it('takes a body that says nothing for nobody’s', () => {
  for (const body of [undefined, null, 'text', 7, [], {}, { error: {} }, { detail: [] }]) expect(readErrorWords(body)).toBeUndefined()
})

it('reads the sentences of fields that are wrong', () => {
  expect(readErrorWords({ detail: [{ msg: 'first' }, { msg: 'second' }] })?.message).toBe('first; second')
  expect(readErrorWords({ object: 'error', message: { detail: [{ msg: 'inner' }] }, type: 'invalid_request_error' })?.message).toBe('inner')
})

test.prop([fc.integer({ min: 100, max: 599 }), fc.anything()])('finds a code for every status and body', (status, body) => {
  expect(classified(body, status)).toMatch(/^[A-Z_]+$/)
})
