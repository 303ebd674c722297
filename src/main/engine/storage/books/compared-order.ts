import type { ComparedCell, Flip } from './compare-books.ts'

export type ComparedShow = 'all' | 'flips' | 'to_pass' | 'to_fail' | 'unmatched'
export type ComparedSort = 'prompt' | 'flip' | 'cost' | 'duration'

/** What became worse first. */
const flipRanks: Readonly<Record<Flip, number>> = { to_fail: 0, to_pass: 1, undecided: 2, none: 3 }

/** Those that are wanted, in the order that is asked for: by `cost` and `duration` what has grown most first. Equal ones stay in order, those of which it cannot be said come last. */
export function comparedInOrder(cells: readonly ComparedCell[], show: ComparedShow, sort: ComparedSort): ComparedCell[] {
  const wanted = cells.filter((cell) => isShown(cell, show))
  if (sort === 'prompt') return wanted
  const key = (cell: ComparedCell) => keyOf(cell, sort) ?? Number.POSITIVE_INFINITY
  return wanted
    .map((cell) => [key(cell), cell] as const)
    .sort(([a], [b]) => (a === b ? 0 : a - b))
    .map(([, cell]) => cell)
}

function isShown({ flip, matchedBy }: ComparedCell, show: ComparedShow): boolean {
  switch (show) {
    case 'all':
      return true
    case 'flips':
      return flip === 'to_pass' || flip === 'to_fail'
    case 'unmatched':
      return matchedBy === 'nothing'
    default:
      return flip === show
  }
}

function keyOf({ a, b, flip, matchedBy }: ComparedCell, sort: Exclude<ComparedSort, 'prompt'>): number | null {
  if (sort === 'flip') return matchedBy === 'nothing' ? null : flipRanks[flip]
  if (a === null || b === null) return null
  if (sort === 'cost') return a.spentNanoUsd - b.spentNanoUsd
  return a.meanDurationMs === null || b.meanDurationMs === null ? null : a.meanDurationMs - b.meanDurationMs
}
