import type { ProbeTableSort } from '../reads/probe-table-reads.ts'
import type { RunBook } from './run-book.ts'

type Column = Readonly<Record<number, number>>

/** What fails comes before what could not be decided, and that before what passes. */
const verdictRanks = [0, 2, 1, Number.NaN]

/** Places in the order that is asked for; equal ones stay in planned order, those without a value come last. `models`: in the order by which they sort. */
export function inOrder(book: RunBook, places: Uint32Array, { by, isDescending }: ProbeTableSort, models: readonly number[]): Uint32Array {
  const { columns } = book
  const sign = isDescending ? -1 : 1
  if (by === 'prompt') {
    const { prompt, model, sample } = columns
    const compare = (column: Column, a: number, b: number) => (column[a] ?? 0) - (column[b] ?? 0)
    return places.sort((a, b) => sign * (compare(prompt, a, b) || compare(model, a, b) || compare(sample, a, b)))
  }
  const value = valuesOf(book, by, models)
  const known = places.filter((place) => !Number.isNaN(value[place]))
  const unknown = places.filter((place) => Number.isNaN(value[place]))
  known.sort((a, b) => sign * ((value[a] ?? 0) - (value[b] ?? 0)) || a - b)
  places.set(known)
  places.set(unknown, known.length)
  return places
}

function valuesOf({ columns, size }: RunBook, by: Exclude<ProbeTableSort['by'], 'prompt'>, models: readonly number[]): Column {
  const ranked = (column: Column, rank: (value: number) => number) => {
    const ranks = new Float64Array(size)
    for (let at = 0; at < size; at += 1) ranks[at] = rank(column[at] ?? 0)
    return ranks
  }
  switch (by) {
    case 'model': {
      const rankOf = new Map(models.map((id, rank) => [id, rank]))
      return ranked(columns.model, (id) => rankOf.get(id) ?? Number.NaN)
    }
    case 'code':
      return ranked(columns.code, (code) => (code === 0 ? Number.NaN : code))
    case 'verdict':
      return ranked(columns.verdict, (verdict) => verdictRanks[verdict] ?? Number.NaN)
    case 'status':
      return columns.status
    case 'attempts':
      return columns.attempts
    case 'cost':
      return columns.cost
    case 'duration':
      return columns.durationMs
    case 'first_chunk':
      return columns.firstChunkMs
    case 'tokens':
      return columns.tokens
    case 'score':
      return columns.score
    default:
      return by satisfies never
  }
}
