import { expect, it } from 'vitest'
import { moveActive, withActive } from './table-keys.ts'

it('keys move within the table and no further', () => {
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => moveActive(key, 5, 10, 8))).toEqual([6, 4, 9, 0, 0, 9])
  expect(moveActive('ArrowUp', 0, 10, 8)).toBe(0)
})

it('other keys, and any key without rows, are left to others', () => {
  expect(moveActive('a', 5, 10, 8)).toBeUndefined()
  expect(moveActive('ArrowDown', 0, 0, 8)).toBeUndefined()
})

it('the row that has the focus is drawn wherever it is', () => {
  const range = { startIndex: 10, endIndex: 12, overscan: 0, count: 100 }
  expect(withActive(range, 3, 100)).toEqual([3, 10, 11, 12])
  expect(withActive(range, 99, 100)).toEqual([10, 11, 12, 99])
  expect(withActive(range, 11, 100)).toEqual([10, 11, 12])
})
