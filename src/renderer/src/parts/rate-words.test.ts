import { expect, it } from 'vitest'
import { sayDifference, sayRate } from './rate-words.ts'

it('a rate has tenths where its interval is narrow enough for them to mean something', () => {
  expect(sayRate({ rate: 0.9625, low: 0.8954, high: 0.9872 })).toEqual({ rate: '96 %', interval: '90–99 %' })
  expect(sayRate({ rate: 0.953, low: 0.9515, high: 0.9544 })).toEqual({ rate: '95.3 %', interval: '95.2–95.4 %' })
  expect(sayRate({ rate: 0, low: 0, high: 0.0457 })).toEqual({ rate: '0 %', interval: '0–5 %' })
})

it('a difference is told in points, with its sign', () => {
  expect(sayDifference(0.5, 0.625)).toBe('+13 points')
  expect(sayDifference(0.5, 0.49)).toBe('−1 point')
  expect(sayDifference(0.5, 0.462)).toBe('−3.8 points')
  expect(sayDifference(0.5, 0.5)).toBe('none')
})
