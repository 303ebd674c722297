import { describe, expect, it } from 'vitest'
import { progressOf } from './progress-of.ts'

describe('progress in the taskbar', () => {
  it('is none without a run', () => {
    expect(progressOf([])).toBeUndefined()
  })

  it('weighs runs by their probes', () => {
    expect(
      progressOf([
        { total: 90, done: 0 },
        { total: 10, done: 10 },
      ]),
    ).toBe(0.1)
  })

  it('is 0 while nothing is planned, and never above 1', () => {
    expect(progressOf([{ total: 0, done: 0 }])).toBe(0)
    expect(progressOf([{ total: 2, done: 3 }])).toBe(1)
  })
})
