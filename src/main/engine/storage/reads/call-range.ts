import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { quarterMs } from '../rollups/index.ts'
import type { ScopeFilter } from './scope-filter.ts'

/** From an instant until just before another. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Where the calls of a range are read: quarters of an hour that lie in it whole (from `fromQuarter` until before `untilQuarter`) from the sums, its ragged ends from the ledger.
 * Of the whole quarters the sums hold the calls up to the place `rolledSeq`; what the question wants more or less of them, is read from the ledger, too.
 */
export interface CallRange {
  readonly watermark: number
  readonly rolledSeq: number
  /** Another: the sums have been made anew. */
  readonly generation: number
  /** Calls up to the place `droppedSeq` that began before this are in the sums, whatever `rolledSeq` says; null: none. */
  readonly droppedBeforeMs: number | null
  readonly droppedSeq: number
  readonly fromQuarter: number
  readonly untilQuarter: number
  readonly ends: readonly Span[]
}

/** No call is as late. */
const never = 2 ** 43

export async function callRange(db: Kysely<Database>, filter: ScopeFilter, askedWatermark?: number): Promise<CallRange> {
  const { rows } = await sql<{
    seq: number
    dropped_before_ms: number | null
    dropped_seq: number
    generation: number
    last: number | null
  }>`
    select rollup_state.seq, dropped_before_ms, dropped_seq, generation, (select max(seq) from attempt where seq is not null) as last from rollup_state`.execute(
    db,
  )
  const [state] = rows
  if (state === undefined) throw new Error('the sums over calls have no state')
  const { fromMs, toMs } = withoutDroppedEnds(filter, state.dropped_before_ms ?? 0)
  const fromQuarter = Math.ceil(fromMs / quarterMs)
  const untilQuarter = Math.floor(toMs / quarterMs)
  const isWithinOne = fromQuarter > untilQuarter
  const ends = isWithinOne
    ? [{ fromMs, toMs }]
    : [
        { fromMs, toMs: fromQuarter * quarterMs },
        { fromMs: untilQuarter * quarterMs, toMs },
      ]
  const highest = Math.max(state.seq, state.last ?? 0)
  return {
    watermark: Math.min(askedWatermark ?? highest, highest),
    rolledSeq: state.seq,
    generation: state.generation,
    droppedBeforeMs: state.dropped_before_ms,
    droppedSeq: state.dropped_seq,
    fromQuarter,
    untilQuarter: Math.max(fromQuarter, untilQuarter),
    ends: ends.filter((end) => end.fromMs < end.toMs),
  }
}

/** Where attempts have been given up there are whole quarters alone. */
function withoutDroppedEnds(filter: ScopeFilter, droppedBeforeMs: number): Span {
  const { fromMs = 0, toMs = never } = filter
  return {
    fromMs: fromMs < droppedBeforeMs ? fromMs - (fromMs % quarterMs) : fromMs,
    toMs: toMs < droppedBeforeMs ? Math.ceil(toMs / quarterMs) * quarterMs : toMs,
  }
}
