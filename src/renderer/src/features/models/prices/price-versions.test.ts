import { describe, expect, it } from 'vitest'
import type { PriceVersion } from '#contract/prices'
import { standingsOf } from './price-versions.ts'
import { timelineOf } from './timeline-view.ts'

const nowMs = Date.UTC(2026, 10, 21)
const days = (count: number) => nowMs + count * 86_400_000
const rates = { input: 1_000_000, output: 4_000_000 }
const version = (id: string, at: number, part: Partial<PriceVersion> = {}) =>
  ({ id, effectiveFromMs: days(at), seq: 1, withdraws: null, withdrawnBy: null, tiers: [{ rates }], ...part }) as PriceVersion
const told = (versions: readonly PriceVersion[]) =>
  standingsOf(versions, nowMs).map(
    ({ version: { id }, standing, untilMs }) => `${id} ${standing} ${untilMs === null ? '-' : (untilMs - nowMs) / 86_400_000}`,
  )

describe('a version', () => {
  it('is in force until the next comes, or is to come', () => {
    expect(told([version('a', -30), version('b', -10), version('c', 5)])).toEqual(['c future -', 'b in_force 5', 'a passed -10'])
  })

  it('of the same instant gives way to the later one', () => {
    expect(told([version('a', -30), version('b', -30, { seq: 2 })])).toEqual(['b in_force -', 'a replaced -'])
  })

  it('that is withdrawn counts no more, and what held before it holds again', () => {
    const all = [
      version('a', -30),
      version('b', -10, { withdrawnBy: 'x' as PriceVersion['id'] }),
      version('x', -10, { seq: 2, withdraws: 'b' as PriceVersion['id'] }),
    ]
    expect(told(all)).toEqual(['b withdrawn -', 'a in_force -'])
    expect(standingsOf(all, nowMs)[0]?.withdrawal?.id).toBe('x')
  })

  it('of which none has come yet leaves the price unknown', () => {
    expect(told([version('a', 1)])).toEqual(['a future -'])
  })
})

describe('the drawing', () => {
  it('holds every version and now between its ends, in order', () => {
    const view = timelineOf(standingsOf([version('a', -30), version('b', -10), version('c', 5)], nowMs), nowMs)
    const places = view?.marks.map(({ at }) => at) ?? []
    expect(places).toEqual(places.toSorted((left, right) => left - right))
    expect(Math.min(...places)).toBeGreaterThan(0)
    expect(Math.max(...places, view?.nowAt ?? 2)).toBeLessThan(1)
    expect(view?.lines.map(({ kind, steps }) => `${kind} ${steps.map(({ height }) => height)}`)).toEqual([
      'input 0.25,0.25,0.25',
      'output 1,1,1',
    ])
    expect(view?.lines[0]?.steps.map(({ isFuture }) => isFuture)).toEqual([false, false, true])
  })

  it('sets versions of one instant over one another, and leaves withdrawn ones out of the lines', () => {
    const view = timelineOf(
      standingsOf([version('a', -30), version('b', -30, { seq: 2, withdrawnBy: 'x' as PriceVersion['id'] })], nowMs),
      nowMs,
    )
    expect(view?.marks.map(({ id, level, standing }) => `${id} ${level} ${standing}`)).toEqual(['a 0 in_force', 'b 1 withdrawn'])
    expect(view?.lines[0]?.steps.map(({ id }) => id)).toEqual(['a'])
  })

  it('of a price that has always held begins a year ago; of none there is none', () => {
    const view = timelineOf(standingsOf([version('a', 0, { effectiveFromMs: 0 as PriceVersion['effectiveFromMs'] })], nowMs), nowMs)
    expect(view?.marks[0]?.at).toBe(0)
    expect(view?.fromMs).toBeGreaterThan(days(-400))
    expect(timelineOf([], nowMs)).toBeUndefined()
  })
})
