import { expect, it } from 'vitest'
import { breaches } from './sliding-count.ts'

const each = (...instants: readonly number[]) => instants.map((atMs) => ({ atMs, weight: 1 }))

it('finds the request that is one too many within 60 s, and none that comes 60 s after the first', () => {
  expect(breaches(each(0, 10, 59_999), [{ fromMs: 0, limit: 2 }])).toEqual(['3 in the minute before 59999 ms, 2 allowed'])
  expect(breaches(each(0, 10, 60_000), [{ fromMs: 0, limit: 2 }])).toEqual([])
})

it('holds each against the limit of its instant', () => {
  const standing = [
    { fromMs: 0, limit: 3 },
    { fromMs: 100, limit: 1 },
    { fromMs: 200, limit: 4 },
  ]
  expect(breaches(each(0, 1, 150, 250), standing)).toEqual(['3 in the minute before 150 ms, 1 allowed'])
})

it('lets one that is larger than the limit go alone', () => {
  expect(breaches([{ atMs: 0, weight: 9 }, ...each(60_000)], [{ fromMs: 0, limit: 5 }])).toEqual([])
  expect(breaches([{ atMs: 0, weight: 9 }, ...each(59_000)], [{ fromMs: 0, limit: 5 }])).toHaveLength(1)
})
