import type { Selectable } from 'kysely'
import { AppError } from '#engine/failure'
import type { ModelTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'

/** The rows an edit left behind; the catalog in memory takes them as they are. */
export interface CatalogChange {
  readonly providers?: readonly Selectable<ProviderTable>[]
  readonly removedProviderIds?: readonly number[]
  readonly pools?: readonly Selectable<PoolTable>[]
  readonly models?: readonly Selectable<ModelTable>[]
  readonly prices?: readonly Selectable<PriceVersionTable>[]
}

/** The row, or NOT_FOUND. */
export function getRow<Table extends 'provider' | 'pool' | 'model' | 'price_version'>(context: WriteContext, table: Table, id: number) {
  const row = context.find(table, id)
  if (row === undefined) throw new AppError({ code: 'NOT_FOUND', what: table.replace('_', ' '), name: String(id) })
  return row
}

/** CONFLICT when somebody else has changed it since it was read. */
export function assertRevision(what: string, name: string, revision: number, ifRevision: number | undefined): void {
  if (ifRevision !== undefined && ifRevision !== revision) throw new AppError({ code: 'CONFLICT', what, name, reason: 'changed' })
}

/** CONFLICT when the query finds a row. */
export function assertNone(context: WriteContext, what: string, name: string, sql: string, ...parameters: readonly unknown[]): void {
  if (context.value(sql, ...parameters) !== undefined) throw new AppError({ code: 'CONFLICT', what, name, reason: 'exists' })
}
