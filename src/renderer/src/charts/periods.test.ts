import { expect, it } from 'vitest'
import { zoneClock } from '#renderer/lib'
import { periodsOf, startOf } from './periods.ts'

const berlin = zoneClock('Europe/Berlin')
const day = 86_400_000
const keys = (from: number, to: number, granularity: Parameters<typeof periodsOf>[2], clock = berlin) =>
  periodsOf(from, to, granularity, clock).map(({ key }) => key)

it('days, weeks and months are those of the zone', () => {
  const from = Date.UTC(2026, 10, 20, 23, 30)
  expect(keys(from, from + day, 'day')).toEqual(['2026-11-21', '2026-11-22'])
  expect(keys(from, from + 3 * day, 'week')).toEqual(['2026-11-16', '2026-11-23'])
  expect(keys(Date.UTC(2026, 9, 31, 23), Date.UTC(2027, 0, 1), 'month')).toEqual(['2026-11', '2026-12', '2027-01'])
})

it('hours and quarters are named with the offset they have, also when the clocks change', () => {
  const from = Date.UTC(2026, 9, 25, 0)
  expect(keys(from, from + 7_200_000, 'hour')).toEqual(['2026-10-25T02:00+02:00', '2026-10-25T02:00+01:00'])
  expect(keys(from + 1, from + 900_001, 'quarter')).toEqual(['2026-10-25T02:00+02:00', '2026-10-25T02:15+02:00'])
  expect(keys(0, 1, 'hour', zoneClock('America/St_Johns'))).toEqual(['1969-12-31T20:00-03:30'])
})

it('follow one another without a gap, and begin where one is asked for that holds an instant', () => {
  for (const granularity of ['quarter', 'hour', 'day', 'week', 'month'] as const) {
    const periods = periodsOf(Date.UTC(2026, 2, 27, 5), Date.UTC(2026, 3, 3), granularity, berlin)
    expect(periods.slice(1).every(({ fromMs }, index) => fromMs === periods[index]?.toMs)).toBe(true)
    expect(periods[0]?.fromMs).toBe(startOf(Date.UTC(2026, 2, 27, 5), granularity, berlin))
  }
})

it('a title says which hours, a label as much as the axis wants', () => {
  const [hour] = periodsOf(Date.UTC(2026, 10, 21, 13), Date.UTC(2026, 10, 21, 14), 'hour', berlin)
  expect(hour?.label).toBe('14:00')
  expect(hour?.title).toMatch(/^Sat,? 21 Nov 2026, 14:00 to 15:00 (CET|GMT\+1)$/)
  expect(periodsOf(Date.UTC(2026, 10, 16), Date.UTC(2026, 10, 17), 'week', berlin)[0]?.title).toMatch(/^16 Nov to Sun,? 22 Nov 2026$/)
})
