import { type RawBuilder, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'
import { quarterMs, sumColumns, sumsOfAttempts } from '../rollups/index.ts'
import { attemptTable, groupKey } from './call-groups.ts'
import type { CallRange } from './call-range.ts'
import { unindexed } from './expressions.ts'
import { listConditions, type ScopeFilter } from './scope-filter.ts'
import type { SumName } from './sum-memory.ts'
import type { ZonePeriods } from './zone-periods.ts'

/** A group of calls: `key_0`, `key_1`, … by the dimensions asked for. */
export type SumRow = { readonly [Key in `key_${number}`]: string | number } & Readonly<Record<SumName, number>> & {
    readonly cost_state: string
  }

/** Rows to be added, or taken away again. */
export interface CallSource {
  readonly sign: 1 | -1
  readonly sql: RawBuilder<SumRow>
}

interface Question {
  readonly filter: ScopeFilter
  readonly groupBy: readonly CostDimension[]
}

/** What of a question is read from the calls themselves: ragged ends, what the sums have not got yet, and what of `mended` quarters of an hour they have too much. */
export function callSources(question: Question, range: CallRange, mended: ReadonlySet<number>, periods: ZonePeriods): CallSource[] {
  const { watermark, rolledSeq, fromQuarter, untilQuarter } = range
  const upToWatermark = sql`${unindexed('attempt.seq')} <= ${watermark}`
  const sources: CallSource[] = range.ends.map(({ fromMs, toMs }) => ({
    sign: 1,
    sql: ofAttempts(question, periods, [...startedIn(fromMs, toMs), upToWatermark]),
  }))
  for (const quarter of mended) {
    const since = sql`${unindexed('attempt.seq')} > ${watermark} and ${unindexed('attempt.seq')} <= ${rolledSeq}`
    sources.push({ sign: -1, sql: ofAttempts(question, periods, [...startedIn(quarter * quarterMs, (quarter + 1) * quarterMs), since]) })
  }
  if (fromQuarter < untilQuarter && watermark > rolledSeq) sources.push({ sign: 1, sql: ofAttempts(question, periods, notSummed(range)) })
  return sources
}

/** Calls of the whole quarters that the sums have not got. */
export function notSummed({
  rolledSeq,
  watermark,
  fromQuarter,
  untilQuarter,
  droppedSeq,
  droppedBeforeMs,
}: CallRange): RawBuilder<unknown>[] {
  const startedAtMs = unindexed('attempt.started_at_ms')
  return [
    sql`attempt.seq > ${rolledSeq}`,
    sql`attempt.seq <= ${watermark}`,
    sql`${startedAtMs} >= ${fromQuarter * quarterMs}`,
    sql`${startedAtMs} < ${untilQuarter * quarterMs}`,
    ...(droppedBeforeMs === null ? [] : [sql`(${unindexed('attempt.seq')} > ${droppedSeq} or ${startedAtMs} >= ${droppedBeforeMs})`]),
  ]
}

function startedIn(fromMs: number, toMs: number): RawBuilder<unknown>[] {
  return [sql`attempt.started_at_ms >= ${fromMs}`, sql`attempt.started_at_ms < ${toMs}`]
}

function ofAttempts({ filter, groupBy }: Question, periods: ZonePeriods, conditions: readonly RawBuilder<unknown>[]): RawBuilder<SumRow> {
  const keys = groupBy.map((dimension, index) => sql`${groupKey(dimension, attemptTable, periods)} as ${sql.ref(`key_${index}`)}`)
  const sums = sumColumns.map((column) => sql`${sql.raw(sumsOfAttempts[column])} as ${sql.ref(column)}`)
  const succeeded = sql`sum(attempt.state = 'answered' and attempt.method = 'probe') as succeeded_probes`
  const ordinals = Array.from({ length: groupBy.length + 1 }, (_, index) => sql.lit(index + 1))
  return sql<SumRow>`select ${sql.join([...keys, sql`attempt.cost_state as cost_state`, ...sums, succeeded])} from attempt
    where ${sql.join([...conditions, ...listConditions(filter, 'attempt')], sql` and `)} group by ${sql.join(ordinals)}`
}
