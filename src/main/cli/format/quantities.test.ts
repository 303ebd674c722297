import { describe, expect, it } from 'vitest'
import type { EpochMs } from '#contract/units'
import { counted, duration, instant, latency, range, roughCount, roughDuration, shortCount } from './quantities.ts'

describe('quantities for people', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.00k'],
    [12_345, '12.3k'],
    [99_960, '100k'],
    [999_499, '999k'],
    [999_500, '1.00M'],
    [1_234_567, '1.23M'],
  ])('writes %d as %s', (count, text) => expect(shortCount(count)).toBe(text))
  it.each([
    [950, '950'],
    [2400, '2.4k'],
    [48_000, '48k'],
    [999_499, '999k'],
    [999_500, '1.0M'],
    [12_000_000, '12M'],
  ])('writes a rough %d as %s', (count, text) => expect(roughCount(count)).toBe(text))
  it.each([
    [null, '–'],
    [87.4, '87 ms'],
    [999.4, '999 ms'],
    [999.5, '1.00 s'],
    [59_900, '59.9 s'],
    [125_000, '2 min 5 s'],
  ])('writes a latency of %s ms as %s', (ms, text) => expect(latency(ms)).toBe(text))
  it.each([
    [400, '0 s'],
    [59_000, '59 s'],
    [60_000, '1 min'],
    [12_000_000, '3 h 20 min'],
    [187_200_000, '2 d 4 h'],
  ])('writes a time of %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text))
  it.each([
    [100, '1 s'],
    [89_000, '89 s'],
    [200_000, '3 min'],
    [30_000_000, '8 h'],
    [200_000_000, '2 d'],
  ])('writes a rough time of %d ms as %s', (ms, text) => expect(roughDuration(ms)).toBe(text))
  it('writes instants in UTC, and a dash for none', () => {
    expect([instant(1_795_000_000_000 as EpochMs), instant(null)]).toEqual(['2026-11-18T11:06:40Z', '–'])
  })
  it('writes one of a thing in the singular and thousands with commas', () => {
    expect([counted(1, 'probe'), counted(1200, 'probe')]).toEqual(['1 probe', '1,200 probes'])
  })
  it('writes a range whose ends read the same once', () => {
    expect([range('1', '1'), range('1', '2')]).toEqual(['1', '1–2'])
  })
})
