import { expect, it } from 'vitest'
import { instantAt, zoneClock } from './zones.ts'

const berlin = zoneClock('Europe/Berlin')

it('a wall clock shows the time of its zone', () => {
  expect(new Date(berlin.wallMs(Date.UTC(2026, 6, 1, 12, 30, 15, 7))).toISOString()).toBe('2026-07-01T14:30:15.007Z')
  expect(zoneClock('UTC').wallMs(1234)).toBe(1234)
})

it('midnight is the instant at which the clock shows it, on either side of a change of clocks', () => {
  expect(instantAt(berlin, Date.UTC(2026, 2, 29))).toBe(Date.UTC(2026, 2, 28, 23))
  expect(instantAt(berlin, Date.UTC(2026, 2, 30))).toBe(Date.UTC(2026, 2, 29, 22))
})

it('a time that is shown twice is meant the first time, one that is skipped as if the clock had not moved', () => {
  expect(instantAt(berlin, Date.UTC(2026, 9, 25, 2, 30))).toBe(Date.UTC(2026, 9, 25, 0, 30))
  expect(instantAt(berlin, Date.UTC(2026, 2, 29, 2, 30))).toBe(Date.UTC(2026, 2, 29, 1, 30))
})

it('a zone that nobody knows reads as UTC', () => {
  expect(zoneClock('Mars/Olympus').zone).toBe('UTC')
})
