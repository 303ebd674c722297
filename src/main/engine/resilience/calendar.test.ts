import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { utcMs } from './calendar.ts'

const at = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0) => utcMs({ year, month, day, hour, minute, second })

describe('utcMs', () => {
  test.prop([fc.date({ min: new Date('1600-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })])(
    'agrees with the language on every second of four centuries and more',
    (date) => {
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
      const seconds = Math.floor(date.getTime() / 1000) * 1000
      expect(at(year, month, day, date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds())).toBe(seconds)
    },
  )

  it.each([
    [2023, 2, 28],
    [2024, 2, 29],
    [2000, 2, 29],
    [1900, 2, 28],
    [2026, 1, 31],
    [2026, 4, 30],
    [2026, 6, 30],
    [2026, 9, 30],
    [2026, 11, 30],
    [2026, 12, 31],
  ])('ends the month %d-%d with day %d', (year, month, lastDay) => {
    expect(at(year, month, lastDay)).toBe(Date.UTC(year, month - 1, lastDay))
    expect(at(year, month, lastDay + 1)).toBeUndefined()
  })

  it('reads a leap second as the next minute', () => {
    expect(at(2016, 12, 31, 23, 59, 60)).toBe(Date.UTC(2017, 0, 1))
  })

  it.each([
    [2026, 0, 1, 0, 0, 0],
    [2026, 13, 1, 0, 0, 0],
    [2026, 1, 0, 0, 0, 0],
    [2026, 1, 1, 24, 0, 0],
    [2026, 1, 1, 0, 60, 0],
    [2026, 1, 1, 0, 0, 61],
  ])('knows no %d-%d-%d %d:%d:%d', (year, month, day, hour, minute, second) => {
    expect(at(year, month, day, hour, minute, second)).toBeUndefined()
  })

  it('knows nothing of numbers that are none', () => {
    expect(at(Number.NaN, Number.NaN, Number.NaN)).toBeUndefined()
  })
})
