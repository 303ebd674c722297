import { expect, it } from 'vitest'
import { EpochMs } from '#contract/units'
import { isEnding, sunsetOf } from './sunset.ts'

const nowMs = Date.UTC(2026, 10, 21, 12)
const day = 86_400_000
const at = (days: number) => ({ sunsetAtMs: EpochMs.parse(nowMs + days * day), status: 'active' as const })

it('a sunset is minded from 30 days before it on, and after it', () => {
  expect([31, 30, 1, 0, -400].map((days) => sunsetOf(at(days), nowMs)?.standing)).toEqual(['far', 'soon', 'soon', 'past', 'past'])
  expect(sunsetOf({ sunsetAtMs: null }, nowMs)).toBeUndefined()
  expect(sunsetOf(at(20), nowMs)).toMatchObject({ tone: 'waiting', word: 'Ends in 20 d', sentence: expect.stringContaining('11 Dec 2026') })
  expect(sunsetOf(at(-1), nowMs)).toMatchObject({ tone: 'bad', word: 'Ended 24 h ago' })
})

it('a deprecated model is minded already', () => {
  expect(isEnding(at(3), nowMs)).toBe(true)
  expect(isEnding({ ...at(3), status: 'deprecated' }, nowMs)).toBe(false)
  expect(isEnding(at(300), nowMs)).toBe(false)
})
