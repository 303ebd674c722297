import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'
import type { Database } from '../database.ts'
import { middleOfStep, quartersOfDay, stepOfAttempt } from '../rollups/index.ts'
import { attemptTable, type CallTable, groupKey, groupName, isPeriod } from './call-groups.ts'
import { readNames } from './call-names.ts'
import { callRange } from './call-range.ts'
import { notSummed } from './call-sources.ts'
import { isSketched } from './is-sketched.ts'
import { inOneView } from './one-view.ts'
import { listConditions, type ScopeFilter } from './scope-filter.ts'
import { StepCounts } from './step-counts.ts'
import { type ZonePeriods, zonePeriods } from './zone-periods.ts'

export interface LatencyQuery {
  readonly filter: ScopeFilter
  readonly groupBy: readonly CostDimension[]
  readonly timeZone?: string | undefined
}

/** How long the answered calls of a group took: of each share asked for, the duration that so many of them do not exceed. */
export interface GroupLatencies {
  readonly group: readonly (string | null)[]
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
}

export interface Latencies {
  readonly groups: readonly GroupLatencies[]
  readonly total: GroupLatencies
}

interface StepRow {
  readonly step: number
  readonly calls: number
}

/** Quantiles by the histogram: each within 2 % of the very value. Only what `isSketched`. */
export function sketchedLatencies(db: Kysely<Database>, query: LatencyQuery): Promise<Latencies> {
  return inOneView(db, async (view) => {
    const { groupBy } = query
    const periods = await zonePeriods(view, query.timeZone)
    const counts = new StepCounts(groupBy.length)
    for (const source of await sketchSources(view, query, periods)) counts.add((await source.execute(view)).rows)
    const groups = counts.groups()
    const names = await readNames(view, groupBy, (dimension) => groups.map(({ keys }) => keys[groupBy.indexOf(dimension)]))
    const named = counts.merged((keys) => groupBy.map((dimension, index) => groupName(dimension, keys[index] ?? '', names, periods)))
    const latencies = named.map(({ group, quantile }) => {
      const at = (share: number) => optional(quantile(share), middleOfStep)
      return { group, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
    })
    const whole = counts.whole()
    const at = (share: number) => optional(whole(share), middleOfStep)
    return {
      groups: latencies,
      total: { group: groupBy.map(() => null), p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) },
    }
  })
}

/** Calls by step of latency, ascending: by the histogram where it has what is asked for, else by the calls themselves. */
export function latencySteps(db: Kysely<Database>, { filter }: { readonly filter: ScopeFilter }): Promise<StepRow[]> {
  return inOneView(db, async (view) => {
    const query = { filter, groupBy: [] }
    const periods = await zonePeriods(view)
    const sources = isSketched(query) ? await sketchSources(view, query, periods) : [ofAttempts(query, periods, spanOf(filter))]
    const counts = new StepCounts(0)
    for (const source of sources) counts.add((await source.execute(view)).rows)
    return counts.steps()
  })
}

type StepSource = RawBuilder<StepRow & { readonly [Key in `key_${number}`]: string | number }>

/** Whole days, or quarters of an hour where days will not do, and what lies beside them from the calls. */
async function sketchSources(view: Kysely<Database>, query: LatencyQuery, periods: ZonePeriods): Promise<StepSource[]> {
  const range = await callRange(view, query.filter)
  const { fromQuarter, untilQuarter } = range
  const sources = range.ends.map(({ fromMs, toMs }) => ofAttempts(query, periods, spanOf({ fromMs, toMs })))
  if (fromQuarter >= untilQuarter) return sources
  sources.push(ofAttempts(query, periods, notSummed(range)))
  const byDays = query.groupBy
    .filter(isPeriod)
    .every((unit) => unit !== 'hour' && unit !== 'quarter' && (query.timeZone ?? 'UTC') === 'UTC')
  const fromDay = Math.ceil(fromQuarter / quartersOfDay)
  const untilDay = Math.floor(untilQuarter / quartersOfDay)
  if (!byDays || fromDay >= untilDay) return [...sources, ofQuarters(query, periods, fromQuarter, untilQuarter)]
  return [
    ...sources,
    ofQuarters(query, periods, fromQuarter, fromDay * quartersOfDay),
    ofDays(query, periods, fromDay, untilDay),
    ofQuarters(query, periods, untilDay * quartersOfDay, untilQuarter),
  ]
}

function spanOf({ fromMs, toMs }: Pick<ScopeFilter, 'fromMs' | 'toMs'>): RawBuilder<unknown>[] {
  return [
    ...(fromMs === undefined ? [] : [sql`attempt.started_at_ms >= ${fromMs}`]),
    ...(toMs === undefined ? [] : [sql`attempt.started_at_ms < ${toMs}`]),
  ]
}

function ofAttempts(query: LatencyQuery, periods: ZonePeriods, conditions: readonly RawBuilder<unknown>[]): StepSource {
  const answered = sql`+attempt.state = 'answered' and attempt.duration_ms is not null`
  return grouped(query, periods, attemptTable, sql.raw(stepOfAttempt), sql`count(*)`, sql`attempt`, [
    answered,
    ...conditions,
    ...listConditions(query.filter, 'attempt', 'run_id'),
  ])
}

const quarterTable: CallTable = { table: 'latency_key', quarter: sql.ref('latency_quarter.quarter') }
const dayTable: CallTable = { table: 'latency_key', quarter: sql`(latency_day.day * ${sql.lit(quartersOfDay)})` }

function ofQuarters(query: LatencyQuery, periods: ZonePeriods, fromQuarter: number, untilQuarter: number): StepSource {
  return grouped(
    query,
    periods,
    quarterTable,
    sql.ref('latency_quarter.step'),
    sql`sum(latency_quarter.calls)`,
    sql`latency_key cross join latency_quarter on latency_quarter.key_id = latency_key.id`,
    [
      sql`latency_quarter.quarter >= ${fromQuarter}`,
      sql`latency_quarter.quarter < ${untilQuarter}`,
      ...listConditions(query.filter, 'latency_key'),
    ],
  )
}

function ofDays(query: LatencyQuery, periods: ZonePeriods, fromDay: number, untilDay: number): StepSource {
  return grouped(
    query,
    periods,
    dayTable,
    sql.ref('latency_day.step'),
    sql`sum(latency_day.calls)`,
    sql`latency_key cross join latency_day on latency_day.key_id = latency_key.id`,
    [sql`latency_day.day >= ${fromDay}`, sql`latency_day.day < ${untilDay}`, ...listConditions(query.filter, 'latency_key')],
  )
}

function grouped(
  { groupBy }: LatencyQuery,
  periods: ZonePeriods,
  table: CallTable,
  step: RawBuilder<unknown>,
  calls: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  conditions: readonly RawBuilder<unknown>[],
): StepSource {
  const keys = groupBy.map((dimension, index) => sql`${groupKey(dimension, table, periods)} as ${sql.ref(`key_${index}`)}`)
  const ordinals = Array.from({ length: groupBy.length + 1 }, (_, index) => sql.lit(index + 1))
  return sql`select ${sql.join([...keys, sql`${step} as step`, sql`${calls} as calls`])} from ${from}
    where ${sql.join(conditions, sql` and `)} group by ${sql.join(ordinals)}`
}

function optional(step: number | null, make: (step: number) => number): number | null {
  return step === null ? null : make(step)
}
