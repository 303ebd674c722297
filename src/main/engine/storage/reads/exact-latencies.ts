import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { attemptTable, groupKey, groupName } from './call-groups.ts'
import { readNames } from './call-names.ts'
import type { GroupLatencies, Latencies, LatencyQuery } from './latency-reads.ts'
import { listConditions } from './scope-filter.ts'
import { zonePeriods } from './zone-periods.ts'

/** Calls read at a time, so that the log is not held. */
const pageSize = 20_000

type DurationRow = { readonly id: number; readonly duration_ms: number } & { readonly [Key in `key_${number}`]: string | number }

/** Quantiles of the calls themselves, by nearest rank. Passes over all calls of the filter. */
export async function exactLatencies(db: Kysely<Database>, query: LatencyQuery): Promise<Latencies> {
  const { groupBy, filter } = query
  const periods = await zonePeriods(db, query.timeZone)
  const keys = groupBy.map((dimension, index) => sql`${groupKey(dimension, attemptTable, periods)} as ${sql.ref(`key_${index}`)}`)
  const conditions = [
    sql`+attempt.state = 'answered' and attempt.duration_ms is not null`,
    ...(filter.fromMs === undefined ? [] : [sql`+attempt.started_at_ms >= ${filter.fromMs}`]),
    ...(filter.toMs === undefined ? [] : [sql`+attempt.started_at_ms < ${filter.toMs}`]),
    ...listConditions(filter, 'attempt', 'run_id'),
  ]
  const byKeys = new Map<string, { readonly keys: readonly (string | number)[]; readonly durationsMs: number[] }>()
  const all: number[] = []
  for (let afterId = 0; ; ) {
    const { rows } =
      await sql<DurationRow>`select ${sql.join([...keys, sql`attempt.id as id`, sql`attempt.duration_ms as duration_ms`])} from attempt
      where attempt.id > ${afterId} and ${sql.join(conditions, sql` and `)} order by attempt.id limit ${pageSize}`.execute(db)
    for (const row of rows) {
      const rowKeys = groupBy.map((_, index) => row[`key_${index}`] ?? 0)
      const name = JSON.stringify(rowKeys)
      let group = byKeys.get(name)
      if (group === undefined) {
        group = { keys: rowKeys, durationsMs: [] }
        byKeys.set(name, group)
      }
      group.durationsMs.push(row.duration_ms)
      all.push(row.duration_ms)
    }
    if (rows.length < pageSize) break
    afterId = rows.at(-1)?.id ?? afterId
  }
  const found = [...byKeys.values()]
  const names = await readNames(db, groupBy, (dimension) => found.map((group) => group.keys[groupBy.indexOf(dimension)]))
  const named = new Map<string, { readonly group: readonly (string | null)[]; readonly durationsMs: number[] }>()
  for (const { keys: ofGroup, durationsMs } of found) {
    const group = groupBy.map((dimension, index) => groupName(dimension, ofGroup[index] ?? '', names, periods))
    const name = JSON.stringify(group)
    const known = named.get(name)
    if (known === undefined) named.set(name, { group, durationsMs })
    else for (const durationMs of durationsMs) known.durationsMs.push(durationMs)
  }
  return {
    groups: [...named.values()].map(({ group, durationsMs }) => latenciesOf(group, durationsMs)),
    total: latenciesOf(
      groupBy.map(() => null),
      all,
    ),
  }
}

function latenciesOf(group: readonly (string | null)[], durationsMs: readonly number[]): GroupLatencies {
  const sorted = Float64Array.from(durationsMs).sort()
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
  return { group, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}
