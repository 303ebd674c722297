import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type Caution, cautionAnswered, cautionRefused, cautionTrialAnswered, noCaution, restoreCaution, storedCaution } from './caution.ts'

const pauseMs = 30_000
const times = (count: number, step: (state: Caution) => Caution, from: Caution = noCaution) =>
  Array.from({ length: count }).reduce<Caution>((state) => step(state), from)
const refused = (count: number, from?: Caution) => times(count, (state) => cautionRefused(state, false), from)
const answered = (count: number, from?: Caution) => times(count, (state) => cautionAnswered(state, 0), from)
const afterPause = (state: Caution, leftAtMs = 100_000) => cautionTrialAnswered(state, leftAtMs, pauseMs)
const wary = (gapMs: number, refusedGapMs = 0, taken = 0): Caution => ({ kind: 'wary', gapMs, notBeforeMs: 0, refusedGapMs, taken })

describe('a pool becomes wary', () => {
  it('when a wave was refused four times as often as it was answered', () => {
    expect(afterPause(refused(63, answered(1)))).toMatchObject({ kind: 'wary', gapMs: 15_000, notBeforeMs: 115_000 })
    expect(afterPause(refused(16, answered(4)))).toMatchObject({ kind: 'wary' })
    expect(afterPause(refused(15, answered(4)))).toEqual(noCaution)
  })

  it('when the first call after a trial was refused', () => {
    expect(afterPause(cautionRefused(noCaution, true))).toMatchObject({ kind: 'wary', gapMs: 15_000 })
  })

  it('not by a few refusals: a server that is full for a moment opens as before', () => {
    expect(afterPause(refused(3))).toEqual(noCaution)
    expect(afterPause(refused(4, answered(60)))).toEqual(noCaution)
  })

  it('on account of the last pause alone', () => {
    expect(afterPause(answered(3, afterPause(refused(3))))).toEqual(noCaution)
  })
})

describe('a pool that is easy yet', () => {
  it('is stored only where it becomes wary when the trial is answered', () => {
    const next = storedCaution(refused(63))
    expect(next).toEqual({ gapMs: null, refusedGapMs: 0, taken: 0 })
    expect(storedCaution(refused(3))).toBeUndefined()
    expect(next && afterPause(restoreCaution(next, 0))).toMatchObject({ kind: 'wary', gapMs: 15_000 })
  })
})

describe('a wary pool', () => {
  it('halves its gap with each call that is taken, from where the call left', () => {
    expect(cautionAnswered(wary(8000), 500)).toMatchObject({ gapMs: 4000, notBeforeMs: 4500 })
  })

  it('is wary no more when its gap is under a second', () => {
    expect(cautionAnswered(wary(2000), 0)).toMatchObject({ gapMs: 1000 })
    expect(cautionAnswered(wary(1999), 0)).toEqual(noCaution)
  })

  it('stays wary through a refusal, and does not go back to the gap that was refused', () => {
    const after = afterPause(cautionRefused(wary(7500), false))
    expect(after).toMatchObject({ gapMs: 15_000, refusedGapMs: 7500 })
    expect(cautionAnswered(after, 0)).toMatchObject({ gapMs: 15_000 })
  })

  it('tries it again when eight calls were taken since', () => {
    const gaps: number[] = []
    let state = afterPause(cautionRefused(wary(7500), false))
    for (let call = 0; call < 8 && state.kind === 'wary'; call++) {
      gaps.push(state.gapMs)
      state = cautionAnswered(state, 0)
    }
    expect(gaps).toEqual([15_000, 15_000, 15_000, 15_000, 15_000, 15_000, 15_000, 7500])
  })

  it('that was stored goes on with its gap, and what it learnt of it', () => {
    const state = wary(15_000, 7500, 3)
    expect(restoreCaution({ gapMs: 15_000, refusedGapMs: 7500, taken: 3 }, 42)).toEqual({ ...state, notBeforeMs: 42 })
    expect(storedCaution(state)).toEqual({ gapMs: 15_000, refusedGapMs: 7500, taken: 3 })
  })

  it('keeps at least the gap it had, however short the pause was', () => {
    expect(afterPause(wary(60_000))).toMatchObject({ gapMs: 30_000 })
  })
})

const deed = fc.constantFrom('answered', 'refused', 'first round', 'trial' as const)

property.prop([fc.array(fc.tuple(deed, fc.integer({ min: 0, max: 100_000 }))), fc.integer({ min: 1000, max: 120_000 })])(
  'a gap is never under a second, nor longer than the longest pause before it',
  (deeds, pauseMs) => {
    let state: Caution = noCaution
    for (const [kind, atMs] of deeds) {
      if (kind === 'answered') state = cautionAnswered(state, atMs)
      else if (kind === 'trial') state = cautionTrialAnswered(state, atMs, pauseMs)
      else state = cautionRefused(state, kind === 'first round')
      if (state.kind === 'easy') continue
      expect(state.gapMs).toBeGreaterThanOrEqual(1000)
      expect(state.gapMs).toBeLessThanOrEqual(pauseMs)
      if (kind === 'answered' || kind === 'trial') expect(state.notBeforeMs).toBe(atMs + state.gapMs)
    }
  },
)
