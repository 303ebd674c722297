import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { readNames } from './call-names.ts'
import { messageShape } from './message-shape.ts'
import { listConditions, type ScopeFilter } from './scope-filter.ts'

export interface FailureGroup {
  readonly code: string | null
  readonly shape: string
  readonly calls: number
  readonly services: readonly string[]
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly example: { readonly id: string; readonly message: string | null }
}

interface FailureQuery {
  readonly filter: ScopeFilter
  readonly minCalls: number
  readonly limit: number
}

interface FailureRow {
  readonly id: number
  readonly ulid: string
  readonly code: string | null
  readonly message: string | null
  readonly served_model_id: number
  readonly started_at_ms: number
}

const pageSize = 5_000
const outcomes = ['failed', 'cancelled', 'interrupted'] as const

/** Calls that ended otherwise than answered, by code and shape of their message, most first. Reads those alone, a page at a time. */
export async function failureGroups(
  db: Kysely<Database>,
  query: FailureQuery,
): Promise<{ readonly rows: readonly FailureGroup[]; readonly calls: number }> {
  const groups = new Map<string, Group>()
  const shapes = new Map<string | null, string>()
  let calls = 0
  for (const state of outcomes) {
    for (let afterId = 0; ; ) {
      const rows = await failurePage(db, query.filter, state, afterId)
      for (const row of rows) addTo(groups, row, shapeOf(shapes, row.message))
      calls += rows.length
      if (rows.length < pageSize) break
      afterId = rows.at(-1)?.id ?? afterId
    }
  }
  const most = [...groups.values()]
    .filter((group) => group.calls >= query.minCalls)
    .sort((left, right) => right.calls - left.calls || right.last.started_at_ms - left.last.started_at_ms || right.last.id - left.last.id)
    .slice(0, query.limit)
  const names = await readNames(db, ['service'], () => most.flatMap((group) => [...group.services]))
  return { rows: most.map((group) => viewOf(group, (id) => names.model(id)?.ref ?? String(id))), calls }
}

interface Group {
  readonly code: string | null
  readonly shape: string
  readonly services: Set<number>
  calls: number
  firstAtMs: number
  last: FailureRow
}

function addTo(groups: Map<string, Group>, row: FailureRow, shape: string): void {
  const name = `${row.code ?? ''} ${shape}`
  const group = groups.get(name)
  if (group === undefined) {
    groups.set(name, { code: row.code, shape, services: new Set([row.served_model_id]), calls: 1, firstAtMs: row.started_at_ms, last: row })
    return
  }
  group.calls += 1
  group.services.add(row.served_model_id)
  group.firstAtMs = Math.min(group.firstAtMs, row.started_at_ms)
  const { last } = group
  if (row.started_at_ms > last.started_at_ms || (row.started_at_ms === last.started_at_ms && row.id > last.id)) group.last = row
}

function shapeOf(shapes: Map<string | null, string>, message: string | null): string {
  let shape = shapes.get(message)
  if (shape === undefined) {
    shape = messageShape(message)
    if (shapes.size < 10_000) shapes.set(message, shape)
  }
  return shape
}

async function failurePage(db: Kysely<Database>, filter: ScopeFilter, state: string, afterId: number): Promise<FailureRow[]> {
  const { runIds, fromMs, toMs } = filter
  const conditions = [
    sql`attempt.state = ${sql.lit(state)}`,
    sql`attempt.id > ${afterId}`,
    ...(fromMs === undefined ? [] : [sql`+attempt.started_at_ms >= ${fromMs}`]),
    ...(toMs === undefined ? [] : [sql`+attempt.started_at_ms < ${toMs}`]),
    ...listConditions(filter, 'attempt', runIds?.length === 1 ? 'run_id' : undefined),
  ]
  const { rows } = await sql<FailureRow>`select id, ulid, code, message, served_model_id, started_at_ms from attempt
    where ${sql.join(conditions, sql` and `)} order by id limit ${pageSize}`.execute(db)
  return rows
}

function viewOf({ code, shape, calls, services, firstAtMs, last }: Group, refOf: (id: number) => string): FailureGroup {
  return {
    ...{ code, shape, calls, firstAtMs },
    services: [...services].map(refOf).sort(),
    lastAtMs: last.started_at_ms,
    example: { id: last.ulid, message: last.message },
  }
}
