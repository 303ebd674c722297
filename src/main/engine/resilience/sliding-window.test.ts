import { fc, test } from '@fast-check/vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import { minuteWindowMs, SlidingWindow } from './sliding-window.ts'

describe('SlidingWindow', () => {
  let window: SlidingWindow
  beforeEach(() => {
    window = new SlidingWindow(100)
  })

  it('has room at once while the weight fits', () => {
    window.take(3, 0)
    expect(window.roomAtMs(2, 5, 10)).toBe(10)
  })

  it('has room again when enough of the oldest has left', () => {
    window.take(2, 0)
    window.take(2, 10)
    window.take(1, 20)
    expect(window.roomAtMs(2, 5, 30)).toBe(100)
    expect(window.roomAtMs(3, 5, 30)).toBe(110)
    expect(window.roomAtMs(5, 5, 30)).toBe(120)
  })

  it('never names an instant that has passed', () => {
    window.take(5, 0)
    expect(window.roomAtMs(5, 5, 150)).toBe(150)
  })

  it('counts an entry until windowMs after it, exclusively', () => {
    window.take(1, 5)
    expect(window.used(104)).toBe(1)
    expect(window.used(105)).toBe(0)
  })

  it('lets a weight above the limit go alone, when the window is empty', () => {
    expect(window.roomAtMs(50, 5, 7)).toBe(7)
    window.take(1, 7)
    expect(window.roomAtMs(50, 5, 7)).toBe(107)
  })

  it('has no room below a limit that was lowered under what is in use', () => {
    window.take(5, 0)
    window.take(1, 10)
    expect(window.roomAtMs(1, 1, 10)).toBe(110)
  })

  it('takes even where there is no room', () => {
    window.take(5, 0)
    window.take(5, 0)
    expect(window.used(0)).toBe(10)
  })

  it('replaces what was taken by what it turned out to be', () => {
    const ticket = window.take(10, 0)
    window.take(1, 1)
    window.correct(ticket, 4)
    expect(window.used(2)).toBe(5)
    expect(window.used(100)).toBe(1)
  })

  it('finds room through an entry that was corrected to nothing', () => {
    window.correct(window.take(10, 0), 0)
    window.take(5, 20)
    expect(window.roomAtMs(1, 5, 30)).toBe(120)
  })

  it('ignores a correction of an entry that has left, before and after it is dropped', () => {
    const [first] = [window.take(1, 0), window.take(1, 50), window.take(1, 50)]
    window.used(100)
    window.correct(first, 9)
    expect(window.used(100)).toBe(2)
    window.used(150)
    window.correct(first, 9)
    expect(window.used(150)).toBe(0)
  })

  it('still finds the entry of a ticket after older ones were dropped', () => {
    window.take(1, 0)
    window.take(1, 0)
    const third = window.take(1, 50)
    expect(window.used(100)).toBe(1)
    const fourth = window.take(1, 110)
    window.correct(third, 7)
    window.correct(fourth, 20)
    expect(window.used(110)).toBe(27)
    expect(window.used(150)).toBe(20)
  })

  it('takes an instant before the newest as the newest, so that nothing leaves early', () => {
    window.take(1, 50)
    window.take(1, 20)
    expect(window.used(149)).toBe(2)
    expect(window.used(150)).toBe(0)
  })

  it('looks back 61 s for a minute', () => {
    expect(minuteWindowMs).toBe(61_000)
  })

  const asks = fc.array(fc.record({ afterMs: fc.nat(40), weight: fc.integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 60 })

  test.prop([asks, fc.integer({ min: 6, max: 12 })])('never grants above its limit in any span of windowMs', (wishes, limit) => {
    const granted = grant(new SlidingWindow(100), wishes, limit)
    for (const { atMs } of granted) {
      const inSpan = granted.filter((other) => other.atMs >= atMs && other.atMs < atMs + 100)
      expect(inSpan.reduce((sum, other) => sum + other.weight, 0)).toBeLessThanOrEqual(limit)
    }
  })

  test.prop([asks, fc.integer({ min: 1, max: 12 })])(
    'names the earliest instant: a millisecond before it there is no room',
    (wishes, limit) => {
      const log = new SlidingWindow(100)
      const granted = grant(log, wishes, limit)
      const nowMs = granted.at(-1)?.atMs ?? 0
      for (const weight of [1, limit, limit + 1]) {
        const roomAtMs = log.roomAtMs(weight, limit, nowMs)
        const usedAt = (ms: number) => granted.reduce((sum, entry) => (entry.atMs + 100 > ms ? sum + entry.weight : sum), 0)
        const fitsAt = (ms: number) => usedAt(ms) === 0 || usedAt(ms) + weight <= limit
        expect(fitsAt(roomAtMs)).toBe(true)
        expect(roomAtMs === nowMs || !fitsAt(roomAtMs - 1)).toBe(true)
      }
    },
  )

  test.prop([fc.array(fc.record({ afterMs: fc.nat(60), weight: fc.nat(9), corrected: fc.option(fc.nat(9)) }), { maxLength: 80 })])(
    'counts what a plain list would',
    (steps) => {
      const log = new SlidingWindow(100)
      const plain: { atMs: number; weight: number }[] = []
      const tickets: { ticket: ReturnType<SlidingWindow['take']>; entry: { atMs: number; weight: number } }[] = []
      let nowMs = 0
      for (const { afterMs, weight, corrected } of steps) {
        nowMs += afterMs
        const entry = { atMs: nowMs, weight }
        tickets.push({ ticket: log.take(weight, nowMs), entry })
        plain.push(entry)
        const earlier = tickets[Math.floor(tickets.length / 2)]
        if (corrected !== null && earlier !== undefined) {
          log.correct(earlier.ticket, corrected)
          earlier.entry.weight = corrected
        }
        expect(log.used(nowMs)).toBe(plain.reduce((sum, one) => (one.atMs + 100 > nowMs ? sum + one.weight : sum), 0))
      }
    },
  )
})

/** Grants each wish as early as the window has room, one after another. */
function grant(window: SlidingWindow, wishes: readonly { afterMs: number; weight: number }[], limit: number) {
  let nowMs = 0
  return wishes.map(({ afterMs, weight }) => {
    nowMs = window.roomAtMs(weight, limit, nowMs + afterMs)
    window.take(weight, nowMs)
    return { atMs: nowMs, weight }
  })
}
