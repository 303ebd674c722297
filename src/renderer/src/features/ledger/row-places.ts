/** Rows a request brings. */
export const pageRows = 100
/** Rows fetched beyond those in sight, each way. */
const ahead = 40

/**
 * Where the pages of a list begin that is read from its newest entry on: each begins where the one before it ends.
 * `cursors[p]`, `starts[p]`: by which page p is asked for, and its first row. `end`: how many rows there are; undefined: not known yet.
 */
export interface Places {
  readonly cursors: readonly (string | undefined)[]
  readonly starts: readonly number[]
  readonly end: number | undefined
}

export const topPlaces: Places = { cursors: [undefined], starts: [0], end: undefined }

/** The same places when nothing of them is new. What follows a page that now ends elsewhere is forgotten. */
export function notePage(places: Places, page: number, rows: number, next: string | undefined): Places {
  const after = (places.starts[page] ?? 0) + rows
  const isLast = places.cursors.length === page + 1
  if (next === undefined) {
    if (isLast && places.end === after) return places
    return { cursors: places.cursors.slice(0, page + 1), starts: places.starts.slice(0, page + 1), end: after }
  }
  if (!isLast && places.cursors[page + 1] === next && places.starts[page + 1] === after) return places
  return { cursors: [...places.cursors.slice(0, page + 1), next], starts: [...places.starts.slice(0, page + 1), after], end: undefined }
}

/** Rows that the table has: those that are known, and a page of those that come. */
export function countOf({ starts, end }: Places): number {
  return end ?? (starts.at(-1) ?? 0) + pageRows
}

export function pageAt({ starts }: Places, row: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= row) low = middle
    else high = middle - 1
  }
  return low
}

/** Pages that hold the rows in sight, with some beyond. */
export function pagesInSight(places: Places, first: number, last: number): number[] {
  const [from, to] = [pageAt(places, Math.max(0, first - ahead)), pageAt(places, Math.max(0, last + ahead))]
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
