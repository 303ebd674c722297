import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { EpochMs } from '#contract/units'
import { dayResetFrom, lastResetAtMs, nextResetAtMs } from './day-reset.ts'

const at = (text: string) => Date.parse(text) as EpochMs
const pacific = { time: '00:00', zone: 'America/Los_Angeles' }

describe('dayResetFrom', () => {
  it.each([
    ['00:00 UTC', { time: '00:00', zone: 'UTC' }],
    ['23:59 America/Los_Angeles', { time: '23:59', zone: 'America/Los_Angeles' }],
    ['07:30 Asia/Kolkata', { time: '07:30', zone: 'Asia/Kolkata' }],
  ])('reads %j', (text, reset) => {
    expect(dayResetFrom(text)).toEqual(reset)
  })

  it.each([
    '',
    '00:00',
    'UTC',
    '24:00 UTC',
    '00:60 UTC',
    '7:30 UTC',
    '00:00  UTC',
    '00:00 Mars/Olympus',
    ' 00:00 UTC',
    '00:00 UTC ',
    '00:00\nUTC',
  ])('refuses %j', (text) => {
    expect(dayResetFrom(text)).toBeUndefined()
  })
})

describe('a reset', () => {
  it.each([
    [
      'a zone without summer time',
      '2026-11-21T06:10:00Z',
      { time: '07:30', zone: 'Asia/Kolkata' },
      '2026-11-21T02:00:00Z',
      '2026-11-22T02:00:00Z',
    ],
    ['winter on the Pacific coast', '2026-11-21T06:10:00Z', pacific, '2026-11-20T08:00:00Z', '2026-11-21T08:00:00Z'],
    ['summer on the Pacific coast', '2026-07-01T12:00:00Z', pacific, '2026-07-01T07:00:00Z', '2026-07-02T07:00:00Z'],
    ['the short day of spring', '2026-03-08T12:00:00Z', pacific, '2026-03-08T08:00:00Z', '2026-03-09T07:00:00Z'],
    ['the long day of autumn', '2026-11-01T12:00:00Z', pacific, '2026-11-01T07:00:00Z', '2026-11-02T08:00:00Z'],
    [
      'the day before spring',
      '2026-03-07T12:00:00Z',
      { time: '12:00', zone: 'America/Los_Angeles' },
      '2026-03-06T20:00:00Z',
      '2026-03-07T20:00:00Z',
    ],
    [
      'a time that spring leaves out',
      '2026-03-08T09:00:00Z',
      { time: '02:30', zone: 'America/Los_Angeles' },
      '2026-03-07T10:30:00Z',
      '2026-03-08T10:30:00Z',
    ],
    [
      'a time that autumn shows twice',
      '2026-11-01T09:00:00Z',
      { time: '01:30', zone: 'America/Los_Angeles' },
      '2026-11-01T08:30:00Z',
      '2026-11-02T09:30:00Z',
    ],
    [
      'a date line that moved',
      '2011-12-30T09:00:00Z',
      { time: '00:00', zone: 'Pacific/Apia' },
      '2011-12-29T10:00:00Z',
      '2011-12-30T10:00:00Z',
    ],
  ])('is right for %s', (_what, now, reset, last, next) => {
    expect(new Date(lastResetAtMs(at(now), reset)).toISOString()).toBe(new Date(last).toISOString())
    expect(new Date(nextResetAtMs(at(now), reset)).toISOString()).toBe(new Date(next).toISOString())
  })

  it('is the last one, not the next, at its very instant', () => {
    const nowMs = at('2026-11-21T08:00:00Z')
    expect(lastResetAtMs(nowMs, pacific)).toBe(nowMs)
    expect(nextResetAtMs(nowMs, pacific)).toBe(at('2026-11-22T08:00:00Z'))
  })

  it('throws for a zone that does not exist', () => {
    expect(() => nextResetAtMs(at('2026-11-21T08:00:00Z'), { time: '00:00', zone: 'Mars/Olympus' })).toThrow(RangeError)
  })

  test.prop([
    fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') }),
    fc.constantFrom('UTC', 'America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'),
    fc.nat(23),
    fc.nat(59),
  ])('comes once a day, give or take an hour, at the time asked for or as much later as the clock was moved', (ms, zone, hour, minute) => {
    const reset = { time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`, zone }
    const [lastMs, nextMs] = [lastResetAtMs(ms as EpochMs, reset), nextResetAtMs(ms as EpochMs, reset)]
    expect(lastMs).toBeLessThanOrEqual(ms)
    expect(nextMs).toBeGreaterThan(ms)
    expect(Math.abs(nextMs - lastMs - 86_400_000)).toBeLessThanOrEqual(3_600_000)
    expect(nextResetAtMs(lastMs, reset)).toBe(nextMs)
    const shown = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(lastMs)
    const [shownHour = 0, shownMinute = 0] = shown.split(':').map(Number)
    expect([0, 30, 60]).toContain((shownHour * 60 + shownMinute - hour * 60 - minute + 1440) % 1440)
  })
})
