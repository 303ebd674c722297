import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { EpochMs } from '#contract/units'
import { clampHintMs, jitterHintMs, type RetryHint, readRetryHint } from './hints.ts'
import { maxObeyedHintMs, minHintMs } from './policies.ts'

const nowMs = Date.parse('2026-11-21T06:10:45Z') as EpochMs

function read(headers: Readonly<Record<string, string>>, body?: unknown): RetryHint | undefined {
  return readRetryHint({ header: (name) => new Map(Object.entries(headers)).get(name), body, nowMs })
}

/** A refusal of Gemini's, with the details given. */
function refusal(...details: unknown[]): unknown {
  return { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'quota', details } }
}

const retryInfo = (retryDelay: unknown) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay })

describe('readRetryHint', () => {
  it.each([
    ['retry-after-ms', '1500', 1500],
    ['x-ms-retry-after-ms', '250.5', 251],
    ['retry-after', '20', 20_000],
    ['retry-after', '1.5', 1500],
    ['retry-after', '0', 0],
    ['retry-after', 'Sat, 21 Nov 2026 06:11:45 GMT', 60_000],
    ['retry-after', 'Fri, 21 Nov 2025 06:11:45 GMT', 0],
  ])('reads %s: %s', (name, value, delayMs) => {
    expect(read({ [name]: value })).toEqual({ delayMs, source: name })
  })

  it('takes the first valid hint of several, in the order of precision', () => {
    const all = {
      'retry-after-ms': '1',
      'x-ms-retry-after-ms': '2',
      'retry-after': '3',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '5s',
    }
    const body = refusal(retryInfo('4s'))
    expect(read(all, body)?.source).toBe('retry-after-ms')
    expect(read({ ...all, 'retry-after-ms': 'soon' }, body)?.source).toBe('x-ms-retry-after-ms')
    expect(read({ ...all, 'retry-after-ms': '', 'x-ms-retry-after-ms': '-1' }, body)?.source).toBe('retry-after')
    expect(read({ ...all, 'retry-after-ms': '', 'x-ms-retry-after-ms': '', 'retry-after': '120, 60' }, body)?.source).toBe(
      'RetryInfo.retryDelay',
    )
    expect(read({ ...all, 'retry-after-ms': '', 'x-ms-retry-after-ms': '', 'retry-after': '' })?.source).toBe('x-ratelimit-reset-tokens')
  })

  it.each(['', 'soon', '-5', '0x10', '1e9', '120, 60', '9'.repeat(10_240), 'NaN', 'Infinity', '2026-11-21T06:11:45Z', '6m12.5s'])(
    'skips a retry-after of %j',
    (value) => {
      expect(read({ 'retry-after': value })).toBeUndefined()
    },
  )

  it('is undefined when nothing says when', () => {
    expect(read({})).toBeUndefined()
  })

  it.each([
    ['22s', 22_000],
    ['4.2s', 4200],
    ['0.847655010s', 848],
  ])("reads a RetryInfo of Google's, %s", (delay, delayMs) => {
    const quota = { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [] }
    expect(read({}, refusal(quota, retryInfo(delay)))).toEqual({ delayMs, source: 'RetryInfo.retryDelay' })
  })

  it('reads a RetryInfo from the array that a stream is refused with', () => {
    expect(read({}, [refusal(retryInfo('7s'))])?.delayMs).toBe(7000)
  })

  it('goes on to the next detail when one has no valid delay', () => {
    expect(read({}, refusal(retryInfo('later'), retryInfo(9), retryInfo('3s')))?.delayMs).toBe(3000)
  })

  it.each([
    ['text', 'quota exceeded'],
    ['nothing', null],
    ['an empty array', []],
    ['an error in words', { error: 'quota' }],
    ['details that are no list', { error: { details: { 0: retryInfo('3s') } } }],
    ['details of null', refusal(null)],
    ['details of another type', refusal({ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', retryDelay: '3s' })],
    ['details whose type is no text', refusal({ '@type': 7, retryDelay: '3s' })],
    ['details without a type', refusal({ retryDelay: '3s' })],
  ])('finds no hint in a body of %s', (_what, body) => {
    expect(read({}, body)).toBeUndefined()
  })

  it.each([
    ['x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests', '6m12.5s', 372_500],
    ['x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens', '120ms', 120],
    ['anthropic-ratelimit-requests-remaining', 'anthropic-ratelimit-requests-reset', '2026-11-21T06:10:50Z', 5000],
    ['anthropic-ratelimit-tokens-remaining', 'anthropic-ratelimit-tokens-reset', '2026-11-21T06:10:50Z', 5000],
    ['anthropic-ratelimit-input-tokens-remaining', 'anthropic-ratelimit-input-tokens-reset', '2026-11-21T06:11:45Z', 60_000],
    ['anthropic-ratelimit-output-tokens-remaining', 'anthropic-ratelimit-output-tokens-reset', '2026-11-21T06:00:00Z', 0],
  ])('reads the reset of a dimension only when it is used up: %s', (remaining, reset, value, delayMs) => {
    expect(read({ [remaining]: '0', [reset]: value })).toEqual({ delayMs, source: reset })
    expect(read({ [remaining]: '1', [reset]: value })).toBeUndefined()
    expect(read({ [reset]: value })).toBeUndefined()
    expect(read({ [remaining]: '0', [reset]: 'soon' })).toBeUndefined()
    expect(read({ [remaining]: '0' })).toBeUndefined()
  })

  it('waits for the last of several dimensions that are used up', () => {
    const openai = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-remaining-tokens': '0' }
    expect(read({ ...openai, 'x-ratelimit-reset-tokens': '2s' })).toEqual({ delayMs: 2000, source: 'x-ratelimit-reset-tokens' })
    expect(read({ ...openai, 'x-ratelimit-reset-tokens': '500ms' })).toEqual({ delayMs: 1000, source: 'x-ratelimit-reset-requests' })
  })
})

describe('a limit that is told without a dimension', () => {
  const used = { 'x-ratelimit-remaining': '0' }

  it.each([
    [String(nowMs + 30_000), 30_000],
    [String(nowMs / 1000 + 30), 30_000],
    ['30', 30_000],
    ['1m30s', 90_000],
    [String(nowMs - 1), 0],
  ])('resets at %s', (value, delayMs) => {
    expect(read({ ...used, 'x-ratelimit-reset': value })).toEqual({ delayMs, source: 'x-ratelimit-reset' })
    expect(read({ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': value })).toBeUndefined()
  })

  it('is read from the headers that OpenRouter repeats in the body', () => {
    const headers = { 'X-RateLimit-Limit': '50', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(nowMs + 60_000) }
    const body = { error: { code: 429, message: 'free-models-per-day', metadata: { headers } } }
    expect(read({}, body)).toEqual({ delayMs: 60_000, source: 'x-ratelimit-reset' })
    expect(read({ 'retry-after': '7' }, body)?.source).toBe('retry-after')
  })

  it.each([null, 'text', 7, { 'X-RateLimit-Remaining': 0, 'X-RateLimit-Reset': 5 }])('is not read from headers of %j', (headers) => {
    expect(read({}, { error: { metadata: { headers } } })).toBeUndefined()
  })
})

const oddText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    'soon',
    '-5',
    '1.5',
    '0x10',
    '1e9',
    '120, 60',
    '0',
    'Thu, 31 Dec 2099 23:59:59 GMT',
    '2099-12-31T23:59:59Z',
    '6m12.5s',
    '9'.repeat(15),
  ),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
)
const names = [
  'retry-after-ms',
  'x-ms-retry-after-ms',
  'retry-after',
  'x-ratelimit-reset-tokens',
  'x-ratelimit-reset',
  'anthropic-ratelimit-tokens-reset',
]
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('a hint that is obeyed', () => {
  test.prop([fc.constantFrom(...names), oddText, fc.oneof(oddText, fc.anything()), draw])(
    'is from 1 s to 24 h, however odd it was',
    (name, value, delay, chance) => {
      const used = { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-remaining': '0', 'anthropic-ratelimit-tokens-remaining': '0' }
      const hint = read({ ...used, [name]: value }, refusal(retryInfo(delay)))
      if (hint === undefined) return
      expect(hint.delayMs).toBeGreaterThanOrEqual(0)
      const obeyedMs = jitterHintMs(clampHintMs(hint.delayMs), chance)
      expect(obeyedMs).toBeGreaterThanOrEqual(minHintMs)
      expect(obeyedMs).toBeLessThanOrEqual(maxObeyedHintMs)
    },
  )

  test.prop([fc.anything()])('is never read from a body that is no refusal', (body) => {
    expect(read({}, body)).toBeUndefined()
  })

  it.each([
    ['Thu, 31 Dec 2099 23:59:59 GMT', 86_400_000],
    ['999999999999999', 86_400_000],
    ['0', 1000],
    ['Fri, 21 Nov 2025 06:11:45 GMT', 1000],
    ['30', 30_000],
  ])('is, of a retry-after of %s, %d ms', (value, ms) => {
    expect(clampHintMs(read({ 'retry-after': value })?.delayMs ?? Number.NaN)).toBe(ms)
  })
})

describe('clampHintMs', () => {
  it.each([
    [Number.NaN, 5],
    [Number.NEGATIVE_INFINITY, 5],
    [5, 5],
    [6, 6],
    [11, 10],
    [Number.POSITIVE_INFINITY, 10],
  ])('keeps %d within its limits', (delayMs, obeyedMs) => {
    expect(clampHintMs(delayMs, { minMs: 5, maxObeyedMs: 10 })).toBe(obeyedMs)
  })
})

describe('jitterHintMs', () => {
  it('adds up to a fifth', () => {
    expect(jitterHintMs(10_000, 0)).toBe(10_000)
    expect(jitterHintMs(10_000, 0.5)).toBe(11_000)
    expect(jitterHintMs(10_001, 0.5)).toBe(11_002)
  })

  it('stays within 24 h in all', () => {
    expect(jitterHintMs(maxObeyedHintMs - 1, 0.9)).toBe(maxObeyedHintMs)
  })

  test.prop([fc.integer({ min: minHintMs, max: maxObeyedHintMs }), draw])('is never less than the hint', (delayMs, chance) => {
    expect(jitterHintMs(delayMs, chance)).toBeGreaterThanOrEqual(delayMs)
  })
})
