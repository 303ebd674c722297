import { expect, it } from 'vitest'
import { zoneClock } from '#renderer/lib'
import { costsScope, isBackwards } from './costs-scope.ts'
import { dayOf, monthEnd, rangeOf, sayRange } from './range.ts'

const berlin = zoneClock('Europe/Berlin')
const now = Date.UTC(2026, 10, 21, 23, 30)
const text = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16))
const edges = (search: Parameters<typeof rangeOf>[0]) => {
  const { fromMs, toMs } = rangeOf(search, now, berlin)
  return [text(fromMs), text(toMs)]
}

it('days and months begin at midnight of the zone', () => {
  // It is half past midnight on the 22nd in Berlin.
  expect(edges({ range: 'today' })).toEqual(['2026-11-21T23:00', undefined])
  expect(edges({ range: '7d' })).toEqual(['2026-11-15T23:00', undefined])
  expect(edges({})).toEqual(['2026-10-23T22:00', undefined])
  expect(edges({ range: 'month' })).toEqual(['2026-10-31T23:00', undefined])
  expect(edges({ range: 'last-month' })).toEqual(['2026-09-30T22:00', '2026-10-31T23:00'])
  expect(edges({ range: 'all' })).toEqual([undefined, undefined])
  expect(dayOf(now, berlin)).toBe('2026-11-22')
  expect(text(monthEnd(now, berlin))).toBe('2026-11-30T23:00')
})

it('the last of two days is in the range, an instant at its end is not', () => {
  expect(edges({ from: '2026-11-01', to: '2026-11-02' })).toEqual(['2026-10-31T23:00', '2026-11-02T23:00'])
  expect(edges({ from: '2026-11-01T10:00:00Z', to: '2026-11-01T11:15:00+01:00' })).toEqual(['2026-11-01T10:00', '2026-11-01T10:15'])
})

it('a range may end before it begins, or never have begun', () => {
  expect(isBackwards(rangeOf({ from: '2026-11-02', to: '2026-11-01' }, now, berlin))).toBe(true)
  expect(isBackwards(rangeOf({ from: '2026-11-02', to: '2026-11-02' }, now, berlin))).toBe(false)
  expect(isBackwards(rangeOf({ range: 'all' }, now, berlin))).toBe(false)
})

it('a question holds what the address names, and its edges', () => {
  const search = { model: 'openai/a,openai/b', from: '2026-11-01', by: 'user' as const }
  expect(costsScope(search, rangeOf(search, now, berlin))).toEqual({ model: ['openai/a', 'openai/b'], fromMs: Date.UTC(2026, 9, 31, 23) })
})

it('a range is said by its days where it is whole days, else to the minute, and with its zone', () => {
  const say = (search: Parameters<typeof rangeOf>[0]) => sayRange(rangeOf(search, now, berlin), now, berlin)
  expect(say({ range: 'last-month' })).toBe('1 Oct 2026 to 31 Oct 2026 (Europe/Berlin)')
  expect(say({ range: 'today' })).toBe('22 Nov 2026 (Europe/Berlin)')
  expect(say({ from: '2026-11-01T10:00:00Z', to: '2026-11-01T10:15:00Z' })).toBe('1 Nov 2026, 11:00 to 1 Nov 2026, 11:15 (Europe/Berlin)')
})
