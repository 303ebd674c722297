import { type RawBuilder, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'
import { quarterMs, type SumColumn, sumColumns, sumsOfAttempts } from '../rollups/index.ts'
import { attemptTable, type CallTable, groupKey, isPeriod } from './call-groups.ts'
import type { CallRange } from './call-range.ts'
import { unindexed } from './expressions.ts'
import { listConditions, type ScopeFilter } from './scope-filter.ts'
import type { ZonePeriods } from './zone-periods.ts'

/** A group of one source: `key_0`, `key_1`, … by the dimensions asked for. */
export type SumRow = { readonly [Key in `key_${number}`]: string | number } & { readonly [Sum in SumColumn]: number } & {
  readonly cost_state: string
  readonly succeeded_probes: number
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

/** Whatever sums, ragged ends and corrections a question is put together from. */
export function callSources(question: Question, range: CallRange, periods: ZonePeriods): CallSource[] {
  const { watermark, rolledSeq, fromQuarter, untilQuarter } = range
  const ends = range.ends.map(({ fromMs, toMs }) => ({
    sign: 1 as const,
    sql: ofAttempts(question, periods, [
      sql`attempt.started_at_ms >= ${fromMs}`,
      sql`attempt.started_at_ms < ${toMs}`,
      sql`${unindexed('attempt.seq')} <= ${watermark}`,
    ]),
  }))
  if (fromQuarter >= untilQuarter) return ends
  const isSooner = watermark < rolledSeq
  const isMostlyLater = isSooner && watermark < rolledSeq - watermark && range.droppedBeforeMs === null
  const between = isMostlyLater ? [0, watermark] : isSooner ? [watermark, rolledSeq] : [rolledSeq, watermark]
  const corrections = ofAttempts(question, periods, [
    sql`attempt.seq > ${between[0]}`,
    sql`attempt.seq <= ${between[1]}`,
    sql`${unindexed('attempt.started_at_ms')} >= ${fromQuarter * quarterMs}`,
    sql`${unindexed('attempt.started_at_ms')} < ${untilQuarter * quarterMs}`,
    ...(isSooner || range.droppedBeforeMs === null
      ? []
      : [sql`(${unindexed('attempt.seq')} > ${range.droppedSeq} or ${unindexed('attempt.started_at_ms')} >= ${range.droppedBeforeMs})`]),
  ])
  if (isMostlyLater) return [...ends, { sign: 1, sql: corrections }]
  return [
    ...ends,
    { sign: 1, sql: ofWholeKeys(question, range, periods) },
    { sign: 1, sql: ofQuarters(question, range, periods) },
    { sign: isSooner ? -1 : 1, sql: corrections },
  ]
}

function ofAttempts({ filter, groupBy }: Question, periods: ZonePeriods, conditions: readonly RawBuilder<unknown>[]): RawBuilder<SumRow> {
  const sums = sumColumns.map((column) => sql`${sql.raw(sumsOfAttempts[column])} as ${sql.ref(column)}`)
  const succeeded = sql`sum(attempt.state = 'answered' and attempt.method = 'probe') as succeeded_probes`
  return grouped(groupBy, attemptTable, periods, [...sums, succeeded], sql`attempt`, [...conditions, ...listConditions(filter, 'attempt')])
}

const keyTable: CallTable = { table: 'rollup_key', quarter: sql.ref('rollup_key.first_quarter') }
const quarterTable: CallTable = { table: 'rollup_key', quarter: sql.ref('rollup_quarter.quarter') }

/** Keys that lie in the range, and in one period of each kind asked for: by all they came to. */
function ofWholeKeys({ filter, groupBy }: Question, range: CallRange, periods: ZonePeriods): RawBuilder<SumRow> {
  return grouped(groupBy, keyTable, periods, sumsOf('rollup_key'), sql`rollup_key`, [
    isWhole(groupBy, range, periods),
    ...listConditions(filter, 'rollup_key', 'run_id'),
  ])
}

/** The others that reach into it: quarter by quarter. */
function ofQuarters({ filter, groupBy }: Question, range: CallRange, periods: ZonePeriods): RawBuilder<SumRow> {
  const { fromQuarter, untilQuarter } = range
  return grouped(
    groupBy,
    quarterTable,
    periods,
    sumsOf('rollup_quarter'),
    sql`rollup_key cross join rollup_quarter on rollup_quarter.key_id = rollup_key.id`,
    [
      sql`rollup_key.last_quarter >= ${fromQuarter}`,
      sql`rollup_key.first_quarter < ${untilQuarter}`,
      sql`not ${isWhole(groupBy, range, periods)}`,
      sql`rollup_quarter.quarter >= ${fromQuarter}`,
      sql`rollup_quarter.quarter < ${untilQuarter}`,
      ...listConditions(filter, 'rollup_key', 'run_id'),
    ],
  )
}

function isWhole(groupBy: readonly CostDimension[], { fromQuarter, untilQuarter }: CallRange, periods: ZonePeriods): RawBuilder<unknown> {
  const [first, last] = [sql.ref('rollup_key.first_quarter'), sql.ref('rollup_key.last_quarter')]
  const inOnePeriod = groupBy.filter(isPeriod).map((unit) => sql`${periods.key(unit, first)} = ${periods.key(unit, last)}`)
  return sql`(${sql.join([sql`${first} >= ${fromQuarter}`, sql`${last} < ${untilQuarter}`, ...inOnePeriod], sql` and `)})`
}

function sumsOf(table: string): RawBuilder<unknown>[] {
  const sums = sumColumns.map((column) => sql`sum(${sql.ref(`${table}.${column}`)}) as ${sql.ref(column)}`)
  return [...sums, sql`sum(case when rollup_key.method = 'probe' then ${sql.ref(`${table}.answered`)} else 0 end) as succeeded_probes`]
}

function grouped(
  groupBy: readonly CostDimension[],
  table: CallTable,
  periods: ZonePeriods,
  sums: readonly RawBuilder<unknown>[],
  from: RawBuilder<unknown>,
  conditions: readonly RawBuilder<unknown>[],
): RawBuilder<SumRow> {
  const keys = groupBy.map((dimension, index) => sql`${groupKey(dimension, table, periods)} as ${sql.ref(`key_${index}`)}`)
  const selected = [...keys, sql`${sql.ref(`${table.table}.cost_state`)} as cost_state`, ...sums]
  const ordinals = Array.from({ length: groupBy.length + 1 }, (_, index) => sql.lit(index + 1))
  return sql<SumRow>`select ${sql.join(selected)} from ${from} where ${sql.join(conditions, sql` and `)} group by ${sql.join(ordinals)}`
}
