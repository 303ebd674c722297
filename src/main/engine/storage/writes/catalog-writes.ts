import type { Insertable, Selectable, Updateable } from 'kysely'
import { AppError } from '#engine/failure'
import type { ModelTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'
import { compiler } from '../sqlite/statements.ts'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'

/** The rows an edit left behind; the catalog in memory takes them as they are. */
export interface CatalogChange {
  readonly providers?: readonly Selectable<ProviderTable>[]
  readonly removedProviderIds?: readonly number[]
  readonly pools?: readonly Selectable<PoolTable>[]
  readonly models?: readonly Selectable<ModelTable>[]
  readonly prices?: readonly Selectable<PriceVersionTable>[]
}

export type ProviderPatch = Partial<Omit<Updateable<ProviderTable>, 'id' | 'key' | 'kind' | 'revision'>>
export type PoolPatch = Partial<Omit<Updateable<PoolTable>, 'id' | 'provider_id' | 'name' | 'revision'>>
export type ModelPatch = Partial<Omit<Updateable<ModelTable>, 'id' | 'provider_id' | 'wire_id' | 'revision' | 'is_default'>>

export function addProvider(
  context: WriteContext,
  input: {
    readonly provider: Omit<Insertable<ProviderTable>, 'id' | 'revision'>
    readonly pool: Omit<Insertable<PoolTable>, 'id' | 'provider_id' | 'revision'>
    readonly audit: Audit
  },
): CatalogChange {
  const { id } = context.run(compiler.insertInto('provider').values({ ...input.provider, revision: 1 }))
  const pool = context.run(compiler.insertInto('pool').values({ ...input.pool, provider_id: id, revision: 1 }))
  addAudit(context, input.audit, { kind: 'provider', name: input.provider.key, action: 'add' }, null, JSON.stringify(input.provider))
  return { providers: [providerRow(context, id)], pools: [poolRow(context, pool.id)] }
}

export function setProvider(
  context: WriteContext,
  input: { readonly id: number; readonly patch: ProviderPatch; readonly ifRevision: number | undefined; readonly audit: Audit },
): CatalogChange {
  const before = providerRow(context, input.id)
  assertRevision('provider', before.key, before.revision, input.ifRevision)
  context.run(
    compiler
      .updateTable('provider')
      .set({ ...input.patch, revision: before.revision + 1 })
      .where('id', '=', input.id),
  )
  const after = providerRow(context, input.id)
  addAudit(context, input.audit, { kind: 'provider', name: before.key, action: 'set' }, JSON.stringify(before), JSON.stringify(after))
  return { providers: [after] }
}

/** Only a provider nothing has been asked of can go: the ledger names the others for ever. */
export function removeProvider(context: WriteContext, input: { readonly id: number; readonly audit: Audit }): CatalogChange {
  const before = providerRow(context, input.id)
  const used = context
    .prepare(
      'select 1 from model m where m.provider_id = ? and (exists (select 1 from run_model r where r.model_id = m.id) or exists (select 1 from attempt a where a.served_model_id = m.id))',
    )
    .get(input.id)
  if (used !== undefined)
    throw new AppError({ code: 'CONFLICT', what: 'provider', name: before.key, reason: 'in_use', detail: 'disable it instead' })
  context.prepare('delete from price_version where model_id in (select id from model where provider_id = ?)').run(input.id)
  context.prepare('delete from model where provider_id = ?').run(input.id)
  context.prepare('delete from provider where id = ?').run(input.id)
  addAudit(context, input.audit, { kind: 'provider', name: before.key, action: 'remove' }, JSON.stringify(before), null)
  return { removedProviderIds: [input.id] }
}

export function addPool(
  context: WriteContext,
  input: { readonly pool: Omit<Insertable<PoolTable>, 'id' | 'revision'>; readonly label: string; readonly audit: Audit },
): CatalogChange {
  const { id } = context.run(compiler.insertInto('pool').values({ ...input.pool, revision: 1 }))
  addAudit(context, input.audit, { kind: 'pool', name: input.label, action: 'add' }, null, JSON.stringify(input.pool))
  return { pools: [poolRow(context, id)] }
}

export function setPool(
  context: WriteContext,
  input: {
    readonly id: number
    readonly label: string
    readonly patch: PoolPatch
    readonly ifRevision: number | undefined
    readonly audit: Audit
  },
): CatalogChange {
  const before = poolRow(context, input.id)
  assertRevision('pool', input.label, before.revision, input.ifRevision)
  context.run(
    compiler
      .updateTable('pool')
      .set({ ...input.patch, revision: before.revision + 1 })
      .where('id', '=', input.id),
  )
  const after = poolRow(context, input.id)
  addAudit(context, input.audit, { kind: 'pool', name: input.label, action: 'set' }, JSON.stringify(before), JSON.stringify(after))
  return { pools: [after] }
}

export function addModel(
  context: WriteContext,
  input: {
    readonly model: Omit<Insertable<ModelTable>, 'id' | 'revision'>
    readonly price: Omit<Insertable<PriceVersionTable>, 'id' | 'model_id' | 'seq'> | null
    readonly ref: string
    readonly audit: Audit
  },
): CatalogChange {
  const { id } = context.run(compiler.insertInto('model').values({ ...input.model, revision: 1 }))
  addAudit(context, input.audit, { kind: 'model', name: input.ref, action: 'add' }, null, JSON.stringify(input.model))
  const prices = input.price === null ? [] : [insertPrice(context, { ...input.price, model_id: id })]
  return { models: [modelRow(context, id)], prices }
}

export function setModel(
  context: WriteContext,
  input: {
    readonly id: number
    readonly ref: string
    readonly action: string
    readonly patch: ModelPatch & { is_default?: number }
    readonly ifRevision: number | undefined
    readonly audit: Audit
  },
): CatalogChange {
  const before = modelRow(context, input.id)
  assertRevision('model', input.ref, before.revision, input.ifRevision)
  context.run(
    compiler
      .updateTable('model')
      .set({ ...input.patch, revision: before.revision + 1 })
      .where('id', '=', input.id),
  )
  const after = modelRow(context, input.id)
  addAudit(context, input.audit, { kind: 'model', name: input.ref, action: input.action }, JSON.stringify(before), JSON.stringify(after))
  return { models: [after] }
}

/** Makes it its provider's only default. */
export function setDefaultModel(
  context: WriteContext,
  input: { readonly id: number; readonly ref: string; readonly audit: Audit },
): CatalogChange {
  const model = modelRow(context, input.id)
  const previous = context.first(
    compiler.selectFrom('model').selectAll().where('provider_id', '=', model.provider_id).where('is_default', '=', 1),
  )
  if (previous !== undefined)
    context.run(
      compiler
        .updateTable('model')
        .set({ is_default: 0, revision: previous.revision + 1 })
        .where('id', '=', previous.id),
    )
  const { revision } = modelRow(context, input.id)
  context.run(
    compiler
      .updateTable('model')
      .set({ is_default: 1, revision: revision + 1 })
      .where('id', '=', input.id),
  )
  addAudit(
    context,
    input.audit,
    { kind: 'model', name: input.ref, action: 'default' },
    JSON.stringify(previous ?? null),
    JSON.stringify(model),
  )
  return { models: [...(previous === undefined ? [] : [modelRow(context, previous.id)]), modelRow(context, input.id)] }
}

export function addPriceVersion(
  context: WriteContext,
  input: { readonly price: Omit<Insertable<PriceVersionTable>, 'id' | 'seq'>; readonly ref: string; readonly audit: Audit },
): CatalogChange {
  const row = insertPrice(context, input.price)
  addAudit(context, input.audit, { kind: 'price', name: input.ref, action: 'add' }, null, JSON.stringify(row))
  return { prices: [row] }
}

/** Appends a version after all others of the same instant, so that it is the one in force from then on. */
export function insertPrice(
  context: WriteContext,
  price: Omit<Insertable<PriceVersionTable>, 'id' | 'seq'>,
): Selectable<PriceVersionTable> {
  const last = context.value(
    'select coalesce(max(seq), 0) from price_version where model_id = ? and effective_from_ms = ?',
    price.model_id,
    price.effective_from_ms,
  )
  const { id } = context.run(compiler.insertInto('price_version').values({ ...price, seq: Number(last) + 1 }))
  return found(context.first(compiler.selectFrom('price_version').selectAll().where('id', '=', id)), 'price version')
}

function assertRevision(what: string, name: string, revision: number, ifRevision: number | undefined): void {
  if (ifRevision !== undefined && ifRevision !== revision) throw new AppError({ code: 'CONFLICT', what, name, reason: 'changed' })
}

export function providerRow(context: WriteContext, id: number): Selectable<ProviderTable> {
  return found(context.first(compiler.selectFrom('provider').selectAll().where('id', '=', id)), 'provider')
}

export function poolRow(context: WriteContext, id: number): Selectable<PoolTable> {
  return found(context.first(compiler.selectFrom('pool').selectAll().where('id', '=', id)), 'pool')
}

export function modelRow(context: WriteContext, id: number): Selectable<ModelTable> {
  return found(context.first(compiler.selectFrom('model').selectAll().where('id', '=', id)), 'model')
}

function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new AppError({ code: 'NOT_FOUND', what, name: '' })
  return row
}
