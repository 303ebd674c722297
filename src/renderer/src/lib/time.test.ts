import { expect, it } from 'vitest'
import { formatAgo, formatCountdown, formatDuration, formatLatency, formatRoughly, formatWhen } from './time.ts'

it('a latency has three digits, and from a minute on is a duration', () => {
  expect([0.4, 87.2, 999.4, 1240, 12_340, 125_000, null].map(formatLatency)).toEqual([
    '0 ms',
    '87 ms',
    '999 ms',
    '1.24 s',
    '12.3 s',
    '2 min 5 s',
    '–',
  ])
})

it('a duration has its two largest units', () => {
  expect([400, 125_000, 12_000_000, 187_200_000].map(formatDuration)).toEqual(['0 s', '2 min 5 s', '3 h 20 min', '2 d 4 h'])
})

it('what is only probable has one unit', () => {
  expect([39_500, 200_000, 25_000_000, 180_000_000].map(formatRoughly)).toEqual(['40 s', '3 min', '7 h', '2 d'])
})

it('a countdown goes by whole seconds to now', () => {
  expect([3_600_000 * 3 + 1_200_000, 725_000, 41_200, 1, 0, -5].map(formatCountdown)).toEqual([
    '3:20:00',
    '12:05',
    '0:42',
    '0:01',
    'now',
    'now',
  ])
})

it('an instant is as short as it can be told from others', () => {
  const now = new Date(2026, 10, 21, 15, 0).getTime()
  const at = (...date: [number, number, number, number, number]) => formatWhen(new Date(...date).getTime(), now)
  expect([at(2026, 10, 21, 14, 5), at(2026, 10, 3, 14, 5), at(2025, 10, 3, 14, 5), formatWhen(null, now)]).toEqual([
    '14:05',
    '3 Nov 14:05',
    '3 Nov 2025',
    '–',
  ])
})

it('what has just happened has no number', () => {
  expect([formatAgo(0, 59_000), formatAgo(0, 300_000)]).toEqual(['just now', '5 min ago'])
})
