import { type RawBuilder, sql } from 'kysely'
import type { OutputKind } from '#contract/call-scope'
import type { AttemptKind, CallCode, CallMethod, CostState } from '#contract/calls'

/** Which calls a question is about, the catalog's names looked up: those of which everything that is given holds; an empty list holds of none. Instants are of their start. */
export interface ScopeFilter {
  readonly fromMs?: number | undefined
  /** Not included. */
  readonly toMs?: number | undefined
  readonly servedModelIds?: readonly number[] | undefined
  readonly requestModelIds?: readonly number[] | undefined
  readonly runIds?: readonly number[] | undefined
  readonly methods?: readonly CallMethod[] | undefined
  readonly users?: readonly string[] | undefined
  readonly decisions?: readonly OutputKind[] | undefined
  readonly kinds?: readonly AttemptKind[] | undefined
  readonly codes?: readonly CallCode[] | undefined
  readonly costStates?: readonly CostState[] | undefined
}

/** What calls are told apart by, as the tables have it. */
export type ScopeColumn =
  | 'served_model_id'
  | 'request_model_id'
  | 'run_id'
  | 'method'
  | 'user'
  | 'output_kind'
  | 'kind'
  | 'code'
  | 'cost_state'

const columns: readonly (readonly [column: ScopeColumn, values: (filter: ScopeFilter) => readonly (string | number)[] | undefined])[] = [
  ['served_model_id', (filter) => filter.servedModelIds],
  ['request_model_id', (filter) => filter.requestModelIds],
  ['run_id', (filter) => filter.runIds],
  ['method', (filter) => filter.methods],
  ['user', (filter) => filter.users],
  ['output_kind', (filter) => filter.decisions],
  ['kind', (filter) => filter.kinds],
  ['code', (filter) => filter.codes],
  ['cost_state', (filter) => filter.costStates],
]

/** The filter's lists as conditions on the columns of a table that has them; no index is gone by but that of `lead`. */
export function listConditions(filter: ScopeFilter, table: string, lead?: ScopeColumn): RawBuilder<boolean>[] {
  return columns.flatMap(([column, valuesOf]) => {
    const values = valuesOf(filter)
    if (values === undefined) return []
    const name = sql.ref(`${table}.${column}`)
    return [sql<boolean>`${column === lead ? name : sql`+${name}`} in (${values.length === 0 ? sql`null` : sql.join(values)})`]
  })
}

/** The same for what is in memory. */
export function listTest(filter: ScopeFilter): (row: Readonly<Record<ScopeColumn, string | number>>) => boolean {
  const asked = columns.flatMap(([column, valuesOf]) => {
    const values = valuesOf(filter)
    return values === undefined ? [] : [{ column, values: new Set(values) }]
  })
  return (row) => asked.every(({ column, values }) => values.has(row[column]))
}
