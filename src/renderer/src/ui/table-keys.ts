import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/** Where a key leads from a row; undefined: it is none that moves. */
export function moveActive(key: string, from: number, count: number, pageRows: number): number | undefined {
  const to = targets(key, from, count, pageRows)
  return to === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, to))
}

/** The rows to be drawn, with the one that has the focus: what is spoken of must be there, however far it was scrolled away. */
export function withActive(range: Range, active: number, count: number): number[] {
  const rows = defaultRangeExtractor(range)
  if (active >= count || rows.includes(active)) return rows
  return active < (rows[0] ?? 0) ? [active, ...rows] : [...rows, active]
}

function targets(key: string, from: number, count: number, pageRows: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return from + 1
    case 'ArrowUp':
      return from - 1
    case 'PageDown':
      return from + pageRows
    case 'PageUp':
      return from - pageRows
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
