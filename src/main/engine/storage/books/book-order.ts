import type { ProbeTableSort } from '../reads/probe-table-reads.ts'
import { placeTable } from './place-table.ts'
import type { RunBook } from './run-book.ts'
import { sortedPlaces } from './sorted-places.ts'

/** All places of a book by one column, least first. Those of a group are equal, and in planned order; those without a value follow the groups. */
export interface BookOrder {
  readonly places: Uint32Array
  /** Of each group the first, then the first without a value. */
  readonly starts: Uint32Array
}

type By = ProbeTableSort['by']

/** What fails comes before what could not be decided, and that before what passes. */
const verdictRanks = [0, 2, 1, Number.NaN]

/** `models`: in the order by which they sort. */
export function orderOf(book: RunBook, by: By, models: readonly number[]): BookOrder {
  const values = valuesOf(book, by, models)
  const places = sortedPlaces(values)
  const starts = new Uint32Array(places.length + 1)
  let [groups, at] = [0, 0]
  for (let last = Number.NaN; at < places.length; at += 1) {
    const value = values[places[at] ?? 0] ?? Number.NaN
    if (value === last) continue
    if (Number.isNaN(value)) break
    starts[groups++] = at
    last = value
  }
  starts[groups] = at
  return { places, starts: starts.slice(0, groups + 1) }
}

/** The places that are let through, in order or with the greatest first: equal ones stay in planned order and those without a value come last all the same. */
export function inOrder({ places, starts }: BookOrder, isIn: Uint8Array, isDescending: boolean): Uint32Array {
  const found = new Uint32Array(places.length)
  let count = 0
  const take = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      const place = places[at] ?? 0
      if (isIn[place] === 1) found[count++] = place
    }
  }
  const known = starts.at(-1) ?? 0
  if (isDescending) for (let group = starts.length - 2; group >= 0; group -= 1) take(starts[group] ?? 0, starts[group + 1] ?? 0)
  else take(0, known)
  take(known, places.length)
  return found.subarray(0, count)
}

function valuesOf({ columns, size }: RunBook, by: By, models: readonly number[]): Float64Array {
  const values = new Float64Array(size)
  switch (by) {
    case 'prompt':
      return cellsOf(columns, values)
    case 'model': {
      const rankOf = placeTable(models)
      for (let at = 0; at < size; at += 1) values[at] = (rankOf[columns.model[at] ?? 0] ?? 0) - 1
      return unknownBelowZero(values)
    }
    case 'code':
      for (let at = 0; at < size; at += 1) values[at] = (columns.code[at] ?? 0) - 1
      return unknownBelowZero(values)
    case 'verdict':
      for (let at = 0; at < size; at += 1) values[at] = verdictRanks[columns.verdict[at] ?? 0] ?? Number.NaN
      return values
    default:
      values.set(columns[columnOf[by]].subarray(0, size))
      return values
  }
}

const columnOf = {
  ...({ status: 'status', attempts: 'attempts', cost: 'cost', duration: 'durationMs' } as const),
  ...({ first_chunk: 'firstChunkMs', tokens: 'tokens', score: 'score' } as const),
} satisfies Partial<Record<By, keyof RunBook['columns']>>

/** By prompt, within it by model and sample, as one number: a run has at most a million prompts of 500 models and 100,000 samples. */
function cellsOf(columns: RunBook['columns'], cells: Float64Array): Float64Array {
  const size = cells.length
  const ids = [...new Set(columns.model.subarray(0, size))].sort((a, b) => a - b)
  const rankOf = placeTable(ids)
  const samples = columns.sample.subarray(0, size).reduce((most, sample) => Math.max(most, sample), 0) + 1
  for (let at = 0; at < size; at += 1) {
    const column = (columns.prompt[at] ?? 0) * ids.length + (rankOf[columns.model[at] ?? 0] ?? 0) - 1
    cells[at] = column * samples + (columns.sample[at] ?? 0)
  }
  return cells
}

function unknownBelowZero(values: Float64Array): Float64Array {
  for (let at = 0; at < values.length; at += 1) if ((values[at] ?? 0) < 0) values[at] = Number.NaN
  return values
}
