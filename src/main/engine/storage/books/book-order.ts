import type { ProbeTableSort } from '../reads/probe-table-reads.ts'
import type { RunBook } from './run-book.ts'

type Column = Readonly<Record<number, number>>

/** What fails comes before what could not be decided, and that before what passes. */
const verdictRanks = [0, 2, 1, Number.NaN]

/** Places in the order that is asked for; equal ones stay in planned order, those without a value come last. `models`: in the order by which they sort. */
export function inOrder(book: RunBook, places: Uint32Array, { by, isDescending }: ProbeTableSort, models: readonly number[]): Uint32Array {
  const value = by === 'prompt' ? cellsOf(book) : valuesOf(book, by, models)
  const known = places.filter((place) => !Number.isNaN(value[place]))
  const unknown = places.filter((place) => Number.isNaN(value[place]))
  const ordered = new Uint32Array(places.length)
  ordered.set(byRank(known, value, isDescending))
  ordered.set(unknown, known.length)
  return ordered
}

/** Values are sorted as numbers, which takes a tenth of sorting places by them; then each place goes where its value's rank says. */
function byRank(places: Uint32Array, value: Column, isDescending: boolean): Uint32Array {
  const sorted = Float64Array.from(places, (place) => value[place] ?? 0).sort()
  const distinct = sorted.filter((each, at) => at === 0 || each !== sorted[at - 1])
  const starts = new Uint32Array(distinct.length + 1)
  const ranks = new Uint32Array(places.length)
  for (let at = 0; at < places.length; at += 1) {
    const rank = rankIn(distinct, value[places[at] ?? 0] ?? 0)
    ranks[at] = isDescending ? distinct.length - 1 - rank : rank
    const next = (ranks[at] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let rank = 0; rank < distinct.length; rank += 1) starts[rank + 1] = (starts[rank + 1] ?? 0) + (starts[rank] ?? 0)
  const ordered = new Uint32Array(places.length)
  for (let at = 0; at < places.length; at += 1) {
    const rank = ranks[at] ?? 0
    const to = starts[rank] ?? 0
    ordered[to] = places[at] ?? 0
    starts[rank] = to + 1
  }
  return ordered
}

function rankIn(distinct: Float64Array, value: number): number {
  let [low, high] = [0, distinct.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((distinct[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** By prompt, within it by model and sample, as one number: a run has at most a million prompts of 500 models and 100,000 samples. */
function cellsOf({ columns, size }: RunBook): Column {
  const models = new Map([...new Set(columns.model.subarray(0, size))].sort((a, b) => a - b).map((id, rank) => [id, rank]))
  const samples = columns.sample.subarray(0, size).reduce((most, sample) => Math.max(most, sample), 0) + 1
  const cells = new Float64Array(size)
  for (let at = 0; at < size; at += 1) {
    const column = (columns.prompt[at] ?? 0) * models.size + (models.get(columns.model[at] ?? 0) ?? 0)
    cells[at] = column * samples + (columns.sample[at] ?? 0)
  }
  return cells
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
