import type { Insertable, Updateable } from 'kysely'
import { AppError } from '#engine/failure'
import type { PoolTable, ProviderTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'
import { assertNone, assertRevision, type CatalogChange, getRow } from './catalog-change.ts'

export type ProviderPatch = Partial<Omit<Updateable<ProviderTable>, 'id' | 'key' | 'kind' | 'revision'>>

/** With its first pool. CONFLICT when the key is taken. */
export function addProvider(
  context: WriteContext,
  input: {
    readonly provider: Omit<Insertable<ProviderTable>, 'id' | 'revision'>
    readonly pool: Omit<Insertable<PoolTable>, 'id' | 'provider_id' | 'revision'>
    readonly audit: Audit
  },
): CatalogChange {
  const { key } = input.provider
  assertNone(context, 'provider', key, 'select 1 from provider where key = ?', key)
  const id = context.insert('provider', { ...input.provider, revision: 1 })
  const poolId = context.insert('pool', { ...input.pool, provider_id: id, revision: 1 })
  addAudit(context, input.audit, { kind: 'provider', name: key, action: 'add' }, null, JSON.stringify(input.provider))
  return { providers: [getRow(context, 'provider', id)], pools: [getRow(context, 'pool', poolId)] }
}

export function setProvider(
  context: WriteContext,
  input: {
    readonly id: number
    readonly patch: ProviderPatch
    readonly ifRevision: number | undefined
    /** What the audit calls it; default `set`. */
    readonly action?: 'set_key' | 'confirm_key' | 'remove_key'
    readonly audit: Audit
  },
): CatalogChange {
  const before = getRow(context, 'provider', input.id)
  assertRevision('provider', before.key, before.revision, input.ifRevision)
  context.update('provider', input.id, { ...input.patch, revision: before.revision + 1 })
  const after = getRow(context, 'provider', input.id)
  const action = input.action ?? 'set'
  addAudit(context, input.audit, { kind: 'provider', name: before.key, action }, JSON.stringify(before), JSON.stringify(after))
  return { providers: [after] }
}

const isAsked = `select 1 from model m where m.provider_id = ?
  and (exists (select 1 from run_model r where r.model_id = m.id) or exists (select 1 from attempt a where a.served_model_id = m.id))`

const isFallback = `select 1 from model m join model target on target.id = m.fallback_model_id
  where target.provider_id = ? and m.provider_id <> target.provider_id`

/** CONFLICT while anything has been asked of it, for the ledger names it for ever, or another provider's model falls back to one of its own. */
export function removeProvider(context: WriteContext, input: { readonly id: number; readonly audit: Audit }): CatalogChange {
  const before = getRow(context, 'provider', input.id)
  const inUse = (detail: string) => new AppError({ code: 'CONFLICT', what: 'provider', name: before.key, reason: 'in_use', detail })
  if (context.value(isAsked, input.id) !== undefined) throw inUse('disable it instead')
  if (context.value(isFallback, input.id) !== undefined) throw inUse('another model falls back to one of its models')
  context.prepare('delete from price_version where model_id in (select id from model where provider_id = ?)').run(input.id)
  context.prepare('delete from model where provider_id = ?').run(input.id)
  context.prepare('delete from provider where id = ?').run(input.id)
  addAudit(context, input.audit, { kind: 'provider', name: before.key, action: 'remove' }, JSON.stringify(before), null)
  return { removedProviderIds: [input.id] }
}
