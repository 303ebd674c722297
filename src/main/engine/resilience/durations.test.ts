import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { parseCount, parseDecimalMs, parseDurationMs, parseHttpDateMs, parseResetMs, parseRfc3339Ms } from './durations.ts'

const nonsense = [
  '',
  ' ',
  'soon',
  '-5',
  '+5',
  '0x10',
  '1e9',
  '120, 60',
  'NaN',
  'Infinity',
  '9'.repeat(10_240),
  '1.',
  '.5',
  '1.5.2',
  '5 ',
  ' 5',
  '5\n',
  '٣',
]

describe('parseDecimalMs', () => {
  it.each([
    ['30', 30_000],
    ['0', 0],
    ['1.5', 1500],
    ['1.1', 1100],
    ['4.0005', 4001],
    ['007', 7000],
    ['999999999999999', 999_999_999_999_999_000],
  ])('reads %j seconds as %d ms', (text, ms) => {
    expect(parseDecimalMs(text, 1000)).toBe(ms)
  })

  it.each(nonsense)('refuses %j', (text) => {
    expect(parseDecimalMs(text, 1000)).toBeUndefined()
  })
})

describe('parseDurationMs', () => {
  it.each([
    ['120ms', 120],
    ['22s', 22_000],
    ['4.2s', 4200],
    ['0.847655010s', 848],
    ['1m30s', 90_000],
    ['6m12.5s', 372_500],
    ['1h0m0s', 3_600_000],
    ['1d2h', 93_600_000],
    ['1s500ms', 1500],
    ['0s', 0],
  ])('reads %j as %d ms', (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms)
  })

  it.each([...nonsense, '5', 's', '1s1m', '1s1s', '-1s', '1 s', '1e3s', '0x1s', '1S', 'x1s', '1sx'])('refuses %j', (text) => {
    expect(parseDurationMs(text)).toBeUndefined()
  })

  test.prop([fc.nat(99), fc.nat(59), fc.nat(59_999)])('adds up hours, minutes and seconds', (hours, minutes, ms) => {
    expect(parseDurationMs(`${hours}h${minutes}m${(ms / 1000).toFixed(3)}s`)).toBe((hours * 60 + minutes) * 60_000 + ms)
  })
})

describe('parseHttpDateMs', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Fri, 31 Dec 2099 23:59:59 GMT', 'Thu, 29 Feb 2024 00:00:00 GMT'])('reads %j', (text) => {
    expect(parseHttpDateMs(text)).toBe(Date.parse(text))
  })

  test.prop([fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })])(
    'reads what the language writes, to the second',
    (date) => {
      expect(parseHttpDateMs(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
    },
  )

  it.each([
    ...nonsense,
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
    'Sun, 06 Nov 1994 08:49:37 +0100',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 31 Feb 2026 00:00:00 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 06 nov 1994 08:49:37 GMT',
    'xSun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMTx',
  ])('refuses %j', (text) => {
    expect(parseHttpDateMs(text)).toBeUndefined()
  })
})

describe('parseRfc3339Ms', () => {
  it.each([
    '2026-11-21T06:10:45Z',
    '2026-11-21t06:10:45z',
    '2026-11-21T06:10:45.125Z',
    '2026-11-21T06:10:45+01:30',
    '2026-11-21T06:10:45-08:00',
    '2026-11-21T06:10:45+23:59',
    '2026-11-21T06:10:45.5+00:00',
    '2099-12-31T23:59:59Z',
  ])('reads %j', (text) => {
    expect(parseRfc3339Ms(text)).toBe(Date.parse(text))
  })

  it('rounds a fraction of a millisecond up, since earlier would be too early', () => {
    expect(parseRfc3339Ms('2026-11-21T06:10:45.123456789Z')).toBe(Date.parse('2026-11-21T06:10:45.124Z'))
  })

  test.prop([fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })])(
    'reads what the language writes',
    (date) => {
      expect(parseRfc3339Ms(date.toISOString())).toBe(date.getTime())
    },
  )

  it.each([
    ...nonsense,
    '2026-11-21',
    '2026-11-21T06:10:45',
    '2026-11-21 06:10:45Z',
    '2026-11-21T06:10Z',
    '2026-02-30T06:10:45Z',
    '2026-11-21T24:10:45Z',
    '2026-11-21T06:10:45+24:00',
    '2026-11-21T06:10:45+01:60',
    '2026-11-21T06:10:45+0100',
    'x2026-11-21T06:10:45Z',
    '2026-11-21T06:10:45Zx',
  ])('refuses %j', (text) => {
    expect(parseRfc3339Ms(text)).toBeUndefined()
  })
})

describe('parseCount', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['9'.repeat(15), 999_999_999_999_999],
  ])('reads %j', (text, count) => {
    expect(parseCount(text)).toBe(count)
  })

  it.each([...nonsense, '1.5', '9'.repeat(16)])('refuses %j', (text) => {
    expect(parseCount(text)).toBeUndefined()
  })
})

describe('parseResetMs', () => {
  const nowMs = 1_795_000_000_000

  it.each([
    ['30', 30_000],
    ['1.5', 1500],
    ['6m12.5s', 372_500],
    ['1795000030', 30_000],
    ['1795000030250', 30_250],
    ['1794999999', 0],
    ['1794999999999', 0],
  ])('reads %j as %d ms from now', (text, ms) => {
    expect(parseResetMs(text, nowMs)).toBe(ms)
  })

  it.each(nonsense)('refuses %j', (text) => {
    expect(parseResetMs(text, nowMs)).toBeUndefined()
  })
})
