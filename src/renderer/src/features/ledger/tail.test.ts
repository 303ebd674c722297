import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '#contract/ledger'
import { above, noTail, partsOf, withAllShown, withNew } from './tail.ts'

const entry = (seq: number) => ({ entry: 'event', seq }) as LedgerEntry
const entries = (...seqs: readonly number[]) => seqs.map(entry)
const seqs = (list: readonly LedgerEntry[]) => list.map(({ seq }) => seq)

describe('what comes while a list is read', () => {
  it('stands above it where it is followed', () => {
    const { head, waiting } = partsOf(withNew(withNew(noTail, entries(12, 11), false, true), entries(13), false, true))
    expect([seqs(head), waiting]).toEqual([[13, 12, 11], 0])
  })

  it('is counted where it is not, and shown when asked for', () => {
    const tail = withNew(withNew(noTail, entries(11), false, true), entries(13, 12), false, false)
    expect([seqs(partsOf(tail).head), partsOf(tail).waiting]).toEqual([[11], 2])
    expect(seqs(partsOf(withAllShown(tail)).head)).toEqual([13, 12, 11])
  })

  it('counts each entry once, however often it is told', () => {
    const tail = withNew(withNew(noTail, entries(12, 11), false, false), entries(13, 12, 11), false, false)
    expect(partsOf(tail).waiting).toBe(3)
  })

  it('is no more above a list that was read anew', () => {
    const tail = withNew(noTail, entries(14, 13, 12), true, true)
    expect(tail.hasGap).toBe(true)
    expect(seqs(above(tail, 13).entries)).toEqual([14])
    expect(above(tail, 14)).toMatchObject({ entries: [], hasGap: false })
    expect(above(tail, 3)).toBe(tail)
  })

  it('never grows without bound: what is too much is a gap, for which the list is read anew', () => {
    const many = Array.from({ length: 150 }, (_, index) => entry(1000 - index))
    const tail = withNew(
      withNew(noTail, many, false, false),
      Array.from({ length: 150 }, (_, index) => entry(2000 - index)),
      false,
      false,
    )
    expect(tail.entries).toHaveLength(200)
    expect(tail.hasGap).toBe(true)
  })
})
