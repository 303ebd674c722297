import { expect, it } from 'vitest'
import { sayDifference, sayGrowth } from './report-words.ts'

it.each([
  [1_200_000_000, '+$1.20'],
  [-300_000_000, '−$0.30'],
  [0, '$0'],
])('a difference says which way it goes: %d', (nanoUsd, text) => {
  expect(sayDifference(nanoUsd).text).toBe(text)
})

it.each([
  [100, 200, '+100 %'],
  [100, 95, '−5.0 %'],
  [0, 0, '0 %'],
  [0, 5, '–'],
  [100, 100, '0 %'],
])('what it would have been is told beside what it was: %d, %d', (was, would, text) => {
  expect(sayGrowth(was, would)).toBe(text)
})
