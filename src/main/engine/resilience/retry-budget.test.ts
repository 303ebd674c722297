import { fc, test } from '@fast-check/vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import { RetryBudget, retryBudgetPolicy } from './retry-budget.ts'

describe('RetryBudget', () => {
  let budget: RetryBudget
  const retry = (count: number, nowMs: number) => {
    for (let done = 0; done < count; done++) budget.retried(nowMs)
  }
  const call = (count: number, nowMs: number) => {
    for (let done = 0; done < count; done++) budget.called(nowMs)
  }
  beforeEach(() => {
    budget = new RetryBudget()
  })

  it('is a fifth of the calls of five minutes, and ten', () => {
    expect(retryBudgetPolicy).toEqual({ windowMs: 300_000, ratio: 0.2, floor: 10 })
  })

  it('lets ten retries leave of a pool that calls little', () => {
    retry(9, 0)
    expect(budget.roomAtMs(5)).toBe(5)
    retry(1, 5)
    expect(budget.roomAtMs(6)).toBe(300_005)
  })

  it('lets a fifth of the calls be retries, themselves included', () => {
    call(80, 0)
    retry(19, 0)
    expect(budget.roomAtMs(0)).toBe(0)
    retry(1, 0)
    expect(budget.roomAtMs(0)).toBe(300_000)
    call(4, 0)
    expect(budget.roomAtMs(0)).toBe(0)
  })

  it('has room again when enough retries are five minutes old', () => {
    retry(4, 0)
    retry(7, 2000)
    expect(budget.roomAtMs(3000)).toBe(300_000)
    retry(4, 4000)
    expect(budget.roomAtMs(5000)).toBe(302_000)
  })

  it('has less room when calls grow old and retries do not', () => {
    call(100, 0)
    retry(15, 10_000)
    expect(budget.roomAtMs(299_999)).toBe(299_999)
    expect(budget.roomAtMs(300_000)).toBe(310_000)
  })

  it('reckons with the calls that grow old until then', () => {
    call(100, 0)
    retry(5, 0)
    retry(20, 10_000)
    expect(budget.roomAtMs(10_000)).toBe(310_000)
  })

  it('has all of it again after five quiet minutes', () => {
    retry(10, 0)
    retry(9, 300_000)
    expect(budget.roomAtMs(300_000)).toBe(300_000)
  })

  it('never names an instant that has passed', () => {
    retry(10, 0)
    expect(budget.roomAtMs(400_000)).toBe(400_000)
  })

  it('lets the retries of one second leave the window together, by the newest', () => {
    retry(9, 0)
    retry(1, 999)
    expect(budget.roomAtMs(1000)).toBe(300_999)
    retry(1, 1000)
    expect(budget.roomAtMs(1000)).toBe(300_999)
  })

  it('takes an instant before the newest as the newest, so that nothing leaves early', () => {
    retry(5, 50)
    retry(5, 20)
    expect(budget.roomAtMs(50)).toBe(300_050)
  })

  it('counts without a window of its own what its policy says', () => {
    const tight = new RetryBudget({ windowMs: 600, ratio: 0.5, floor: 1 })
    tight.retried(0)
    expect(tight.roomAtMs(0)).toBe(600)
    tight.called(1)
    tight.called(3)
    expect(tight.roomAtMs(3)).toBe(3)
  })

  const steps = fc.array(fc.record({ afterMs: fc.oneof(fc.nat(50), fc.nat(60_000)), isRetry: fc.boolean() }), {
    minLength: 1,
    maxLength: 200,
  })

  test.prop([steps])('never has more than its share of retries out after one that waited for room', (script) => {
    const log = new RetryBudget()
    const left: { atMs: number; isRetry: boolean }[] = []
    let nowMs = 0
    for (const { afterMs, isRetry } of script) {
      nowMs += afterMs
      if (isRetry) {
        const roomAtMs = log.roomAtMs(nowMs)
        expect(roomAtMs).toBeGreaterThanOrEqual(nowMs)
        expect(roomAtMs).toBeLessThanOrEqual(nowMs + 300_000)
        nowMs = roomAtMs
        log.retried(nowMs)
      } else log.called(nowMs)
      left.push({ atMs: nowMs, isRetry })
      if (!isRetry) continue
      // Calls may count for a slice too long.
      const retries = left.filter((one) => one.isRetry && one.atMs > nowMs - 300_000).length
      const calls = left.filter((one) => one.atMs > nowMs - 301_000).length
      expect(retries).toBeLessThanOrEqual(Math.max(10, 0.2 * calls))
    }
  })

  test.prop([steps])('names the earliest instant, to a slice: a second and a millisecond before it there is no room', (script) => {
    const log = new RetryBudget()
    const left: { atMs: number; isRetry: boolean }[] = []
    let nowMs = 0
    for (const { afterMs, isRetry } of script) {
      nowMs += afterMs
      left.push({ atMs: nowMs, isRetry })
      if (isRetry) log.retried(nowMs)
      else log.called(nowMs)
    }
    const roomAtMs = log.roomAtMs(nowMs)
    if (roomAtMs === nowMs) return
    const beforeMs = Math.max(nowMs, roomAtMs - 1001)
    const retries = left.filter((one) => one.isRetry && one.atMs > beforeMs - 300_000).length
    const calls = left.filter((one) => one.atMs > beforeMs - 300_000).length
    expect(retries + 1).toBeGreaterThan(Math.max(10, 0.2 * (calls + 1)))
  })
})
