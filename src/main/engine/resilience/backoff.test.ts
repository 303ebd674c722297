import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type BackoffPolicy, type Jitter, nextDelayMs } from './backoff.ts'
import { retryBackoff } from './policies.ts'

const policyOf = (jitter: Jitter): BackoffPolicy => ({ initialDelayMs: 1000, multiplier: 2, maxDelayMs: 60_000, jitter })
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('nextDelayMs', () => {
  it.each([
    [1, 1000],
    [2, 2000],
    [6, 32_000],
    [7, 60_000],
    [5000, 60_000],
  ])('waits, after failure %d without jitter, %d ms', (attempt, delayMs) => {
    expect(nextDelayMs(attempt, policyOf('none'), 0.7)).toBe(delayMs)
  })

  it('reads an attempt below the first as the first', () => {
    expect(nextDelayMs(0, policyOf('none'), 0)).toBe(1000)
  })

  it.each<{ jitter: Jitter; least: number; middle: number }>([
    { jitter: 'full', least: 0, middle: 2000 },
    { jitter: 'equal', least: 2000, middle: 3000 },
  ])('spreads the third delay, 4 s, by $jitter jitter from $least ms', ({ jitter, least, middle }) => {
    expect(nextDelayMs(3, policyOf(jitter), 0)).toBe(least)
    expect(nextDelayMs(3, policyOf(jitter), 0.5)).toBe(middle)
  })

  it('draws a decorrelated delay from the initial one to three times the one before', () => {
    expect(nextDelayMs(9, policyOf('decorrelated'), 0, 5000)).toBe(1000)
    expect(nextDelayMs(9, policyOf('decorrelated'), 0.5, 5000)).toBe(8000)
    expect(nextDelayMs(9, policyOf('decorrelated'), 0.9, 50_000)).toBe(60_000)
  })

  it('counts a decorrelated delay from the initial one when none was waited yet', () => {
    expect(nextDelayMs(1, policyOf('decorrelated'), 0.5)).toBe(2000)
  })

  it('is 1 s, doubled up to 60 s, with full jitter by default', () => {
    expect(retryBackoff).toEqual(policyOf('full'))
  })

  test.prop([fc.constantFrom<Jitter>('none', 'full', 'equal', 'decorrelated'), fc.nat(10_000), draw, fc.nat(10_000_000)])(
    'is a whole number from 0 to maxDelayMs, whatever is given',
    (jitter, attempt, chance, previousDelayMs) => {
      const delayMs = nextDelayMs(attempt, policyOf(jitter), chance, previousDelayMs)
      expect(Number.isInteger(delayMs)).toBe(true)
      expect(delayMs).toBeGreaterThanOrEqual(0)
      expect(delayMs).toBeLessThanOrEqual(60_000)
    },
  )
})
