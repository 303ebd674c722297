import { type RawBuilder, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'
import { quarterMs } from '../rollups/index.ts'
import type { CallNames } from './call-names.ts'
import type { ScopeColumn } from './scope-filter.ts'
import type { PeriodUnit, ZonePeriods } from './zone-periods.ts'

/** A table that calls, or sums over calls, are read from. `quarter`: in which of them a row lies. */
export interface CallTable {
  readonly table: string
  readonly quarter: RawBuilder<unknown>
}

export const attemptTable: CallTable = { table: 'attempt', quarter: sql`(attempt.started_at_ms / ${sql.lit(quarterMs)})` }

/** The column that a dimension is; of a provider, the models it serves. */
export function scopeColumnOf(dimension: Exclude<CostDimension, PeriodUnit>): ScopeColumn {
  switch (dimension) {
    case 'service':
    case 'served_model':
    case 'provider':
      return 'served_model_id'
    case 'model':
      return 'request_model_id'
    case 'run':
      return 'run_id'
    case 'decision':
      return 'output_kind'
    default:
      return dimension
  }
}

/** What a dimension groups a table's rows by; the same for a call and for the sum that it is in. */
export function groupKey(dimension: CostDimension, { table, quarter }: CallTable, periods: ZonePeriods): RawBuilder<unknown> {
  if (isPeriod(dimension)) return periods.key(dimension, quarter)
  const column = scopeColumnOf(dimension)
  const value = sql.ref(`${table}.${column}`)
  if (column === 'run_id') return sql`coalesce(${value}, 0)`
  return column === 'code' ? sql`coalesce(${value}, '')` : value
}

/** What such a group is called; null: its calls have none. */
export function groupName(dimension: CostDimension, key: string | number, names: CallNames, periods: ZonePeriods): string | null {
  switch (dimension) {
    case 'service':
    case 'served_model':
    case 'model':
      return names.model(Number(key))?.ref ?? null
    case 'provider':
      return names.model(Number(key))?.provider ?? null
    case 'run':
      return names.run(Number(key)) ?? null
    case 'code':
      return key === '' ? null : String(key)
    case 'decision':
    case 'method':
    case 'user':
    case 'kind':
    case 'cost_state':
      return String(key)
    default:
      return periods.name(dimension, Number(key))
  }
}

const periodUnits: ReadonlySet<string> = new Set(['month', 'week', 'day', 'hour', 'quarter'] satisfies PeriodUnit[])

export function isPeriod(dimension: CostDimension): dimension is PeriodUnit {
  return periodUnits.has(dimension)
}
