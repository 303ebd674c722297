import { describe, expect, it } from 'vitest'
import { isTaken, noPicks, pickOf, takenOf, withTaken, withWhole } from './picks.ts'

const row = (index: number, isPicked: boolean, canPick = true) => ({ index, isPicked, canPick })
const rows = [row(0, true), row(1, false), row(2, false, false)]

describe('what is taken of a catalog', () => {
  it('is what the engine would take, until a person decides otherwise', () => {
    expect(rows.map((each) => isTaken(each, noPicks))).toEqual([true, false, false])
    const all = withTaken(noPicks, rows, true)
    expect(rows.map((each) => isTaken(each, all))).toEqual([true, true, false])
    const none = withTaken(all, rows, false)
    expect(rows.map((each) => isTaken(each, none))).toEqual([false, false, false])
  })
  it('is counted without looking at each row', () => {
    expect([takenOf(1, noPicks), takenOf(1, withTaken(noPicks, rows, true)), takenOf(1, withTaken(noPicks, rows, false))]).toEqual([
      1, 2, 0,
    ])
  })
  it('is told the engine with what is taken whole, unless that is left', () => {
    const picks = withWhole(withTaken(noPicks, [row(1, false)], true), 0, true)
    expect(pickOf(picks)).toEqual({ added: [1, 0], left: [] })
    expect(pickOf(withTaken(picks, [row(0, true)], false))).toEqual({ added: [1], left: [0] })
    expect(pickOf(withWhole(picks, 0, false))).toEqual({ added: [1], left: [] })
  })
  it('leaves no decision behind where it is as the engine would have it', () => {
    const back = withTaken(withTaken(noPicks, rows, false), [row(0, true)], true)
    expect([[...back.added], [...back.left]]).toEqual([[], []])
  })
})
