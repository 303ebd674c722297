import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { EpochMs } from '#contract/units'
import { readReportedLimits } from './reported-limits.ts'

const nowMs = Date.parse('2026-11-21T06:10:45Z') as EpochMs

function read(headers: Readonly<Record<string, string>>, ageMs = 0) {
  const named = new Map(Object.entries(headers))
  return readReportedLimits({ header: (name) => named.get(name), nowMs, ageMs })
}

describe('readReportedLimits', () => {
  it('reads what OpenAI says of requests and tokens', () => {
    expect(
      read({
        'x-ratelimit-limit-requests': '500',
        'x-ratelimit-remaining-requests': '499',
        'x-ratelimit-reset-requests': '120ms',
        'x-ratelimit-limit-tokens': '200000',
        'x-ratelimit-remaining-tokens': '199000',
        'x-ratelimit-reset-tokens': '6m12.5s',
      }),
    ).toEqual([
      { dimension: 'requests', limit: 500, remaining: 499, resetsInMs: 120 },
      { dimension: 'tokens', limit: 200_000, remaining: 199_000, resetsInMs: 372_500 },
    ])
  })

  it('reads what Anthropic says of four dimensions', () => {
    const dimensions = ['requests', 'tokens', 'input-tokens', 'output-tokens']
    const headers = dimensions.flatMap((name, index) => [
      [`anthropic-ratelimit-${name}-limit`, '1000'],
      [`anthropic-ratelimit-${name}-remaining`, String(index)],
      [`anthropic-ratelimit-${name}-reset`, '2026-11-21T06:11:45Z'],
    ])
    expect(read(Object.fromEntries(headers))).toEqual(
      ['requests', 'tokens', 'inputTokens', 'outputTokens'].map((dimension, remaining) => ({
        dimension,
        limit: 1000,
        remaining,
        resetsInMs: 60_000,
      })),
    )
  })

  it('reads what Mistral says of a minute', () => {
    expect(
      read({
        'x-ratelimit-limit-tokens-minute': '5000000',
        'x-ratelimit-remaining-tokens-minute': '4999911',
        'x-ratelimit-tokens-query-cost': '52',
        'x-ratelimit-limit-req-minute': '720',
        'x-ratelimit-remaining-req-minute': '717',
      }),
    ).toEqual([
      { dimension: 'requests', limit: 720, remaining: 717 },
      { dimension: 'tokens', limit: 5_000_000, remaining: 4_999_911 },
    ])
  })

  it('reads a remainder that stands alone, as Azure tells it', () => {
    expect(read({ 'x-ratelimit-remaining-requests': '19', 'x-ratelimit-remaining-tokens': '19913' })).toEqual([
      { dimension: 'requests', remaining: 19 },
      { dimension: 'tokens', remaining: 19_913 },
    ])
  })

  it('reads a reset in plain seconds', () => {
    expect(read({ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '59' })?.[0]?.resetsInMs).toBe(59_000)
  })

  it('takes a limit without a dimension, as OpenRouter and Together tell it, for one of requests', () => {
    const said = { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '0' }
    expect(read({ ...said, 'x-ratelimit-reset': String(nowMs + 5000) })).toEqual([
      { dimension: 'requests', limit: 50, remaining: 0, resetsInMs: 5000 },
    ])
    expect(read({ ...said, 'x-ratelimit-reset': '2' })?.[0]?.resetsInMs).toBe(2000)
  })

  it('names each dimension once', () => {
    const both = { 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-remaining': '7', 'anthropic-ratelimit-requests-remaining': '9' }
    expect(read(both)).toEqual([{ dimension: 'requests', remaining: 3 }])
    expect(read({ ...both, 'x-ratelimit-remaining-requests': '-1' })).toEqual([{ dimension: 'requests', remaining: 9 }])
  })

  it('counts from now, though the headers of a stream are as old as the stream', () => {
    const openai = { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1m' }
    expect(read(openai, 45_000)?.[0]?.resetsInMs).toBe(15_000)
    expect(read(openai, 90_000)?.[0]?.resetsInMs).toBe(0)
    const anthropic = { 'anthropic-ratelimit-tokens-remaining': '0', 'anthropic-ratelimit-tokens-reset': '2026-11-21T06:11:45Z' }
    expect(read(anthropic, 45_000)?.[0]?.resetsInMs).toBe(60_000)
  })

  it('says nothing where nothing is said', () => {
    expect(read({})).toBeUndefined()
    expect(read({ 'x-ratelimit-limit-requests': '500', 'x-ratelimit-reset-requests': '1s' })).toBeUndefined()
  })

  it.each(['', 'soon', '-5', '1.5', '0x10', '1e9', '120, 60', ' 3', '9'.repeat(10_240)])('skips a remainder of %j', (remaining) => {
    expect(read({ 'x-ratelimit-remaining-requests': remaining, 'x-ratelimit-limit-requests': '500' })).toBeUndefined()
  })

  it.each(['', 'soon', '-5', '0x10', '1e9', '120, 60', '9'.repeat(10_240)])('leaves out a limit and a reset of %j', (odd) => {
    const [limit] = read({ 'x-ratelimit-remaining-tokens': '3', 'x-ratelimit-limit-tokens': odd, 'x-ratelimit-reset-tokens': odd }) ?? []
    expect(limit).toEqual({ dimension: 'tokens', remaining: 3 })
  })
})

const names = [
  ...['limit', 'remaining', 'reset'].flatMap((what) =>
    ['', '-requests', '-tokens', '-tokens-minute', '-req-minute'].map((name) => `x-ratelimit-${what}${name}`),
  ),
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].flatMap((name) =>
    ['limit', 'remaining', 'reset'].map((what) => `anthropic-ratelimit-${name}-${what}`),
  ),
]
const value = fc.oneof(
  fc.string(),
  fc.nat().map(String),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('6m12.5s', '120ms', 'Thu, 31 Dec 2099 23:59:59 GMT', '2099-12-31T23:59:59Z', '1741305600000', '9999999999'),
)

test.prop([fc.dictionary(fc.constantFrom(...names), value), fc.nat({ max: 600_000 })])(
  'whatever the headers say, what is reported is whole, not negative and said once',
  (headers, ageMs) => {
    const reported = read(headers, ageMs)
    if (reported === undefined) return
    expect(reported.length).toBeGreaterThan(0)
    expect(new Set(reported.map((limit) => limit.dimension)).size).toBe(reported.length)
    for (const { limit, remaining, resetsInMs } of reported)
      for (const figure of [limit ?? 0, remaining, resetsInMs ?? 0]) {
        expect(Number.isInteger(figure)).toBe(true)
        expect(figure).toBeGreaterThanOrEqual(0)
      }
  },
)
