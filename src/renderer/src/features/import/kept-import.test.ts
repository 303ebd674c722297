import { describe, expect, it } from 'vitest'
import type { ImportId, ImportPreview } from '#contract/imports'
import type { EpochMs } from '#contract/units'
import { keepImport, keepPreview, type Shelf, takeImport } from './kept-import.ts'
import { noPicks, withTaken } from './picks.ts'

const id = '01KAJ8Z4Y3C5V7N9Q1S2T3W4X5' as ImportId
const preview: ImportPreview = {
  ...{ id, format: 'litellm', source: 'prices.json', atMs: 1 as EpochMs, entries: 3, picked: 1, conflicts: 0, reasons: [], providers: [] },
  counts: { new: 1, changed: 0, same: 0, gone: 0, quarantined: 2, skipped: 0 },
  ...{ lastEntries: null, isSuspiciouslyShort: false },
}

function shelf(): Shelf {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

describe('a preview that is being looked at', () => {
  it('is there after a refresh, with what was decided', () => {
    const tab = shelf()
    const picks = withTaken(noPicks, [{ index: 2, isPicked: false, canPick: true }], true)
    keepPreview(tab, preview)
    expect(takeImport(tab, id)).toEqual({ preview, picks: noPicks })
    keepImport(tab, { preview, picks })
    expect(takeImport(tab, id)).toEqual({ preview, picks })
  })
  it('is not taken for another', () => {
    const tab = shelf()
    keepPreview(tab, preview)
    expect(takeImport(tab, '01KAJ8Z4Y3C5V7N9Q1S2T3W4X6')).toBeUndefined()
  })
  it.each(['nonsense', '{}', '7', '{"preview":{},"picks":{}}', '{"preview":{"counts":{},"providers":[]},"picks":{}}'])(
    'is not there where the tab holds %s',
    (text) => {
      expect(takeImport({ ...shelf(), getItem: () => text }, id)).toBeUndefined()
    },
  )
})
