import { measures } from '#renderer/ui'

/** A table within a page: as high as its rows, up to twelve of them, with room for a scrollbar below. Units: pixels. */
export function tableHeight(rows: number): number {
  return measures.headHeight + Math.min(12, Math.max(1, rows)) * measures.rowHeight + 12
}
