import type { Insertable, Updateable } from 'kysely'
import type { PoolTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'
import { assertNone, assertRevision, type CatalogChange, getRow } from './catalog-change.ts'

export type PoolPatch = Partial<Omit<Updateable<PoolTable>, 'id' | 'provider_id' | 'name' | 'revision'>>

/** CONFLICT when the provider has one of that name. `label` is `provider/pool`, for the audit. */
export function addPool(
  context: WriteContext,
  input: { readonly pool: Omit<Insertable<PoolTable>, 'id' | 'revision'>; readonly label: string; readonly audit: Audit },
): CatalogChange {
  const { provider_id, name } = input.pool
  assertNone(context, 'pool', input.label, 'select 1 from pool where provider_id = ? and name = ?', provider_id, name)
  const id = context.insert('pool', { ...input.pool, revision: 1 })
  addAudit(context, input.audit, { kind: 'pool', name: input.label, action: 'add' }, null, JSON.stringify(input.pool))
  return { pools: [getRow(context, 'pool', id)] }
}

export interface SetPool {
  readonly id: number
  readonly label: string
  readonly patch: PoolPatch
  readonly ifRevision: number | undefined
  readonly audit: Audit
}

export function setPool(context: WriteContext, input: SetPool): CatalogChange {
  const before = getRow(context, 'pool', input.id)
  assertRevision('pool', input.label, before.revision, input.ifRevision)
  context.update('pool', input.id, { ...input.patch, revision: before.revision + 1 })
  const after = getRow(context, 'pool', input.id)
  addAudit(context, input.audit, { kind: 'pool', name: input.label, action: 'set' }, JSON.stringify(before), JSON.stringify(after))
  return { pools: [after] }
}
