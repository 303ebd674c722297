import type { Insertable, Updateable } from 'kysely'
import type { ModelTable, PriceVersionTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'
import { assertNone, assertRevision, type CatalogChange, getRow } from './catalog-change.ts'
import { insertPrice } from './price-writes.ts'

export type ModelPatch = Partial<Omit<Updateable<ModelTable>, 'id' | 'provider_id' | 'wire_id' | 'revision' | 'is_default'>>

/** With its first price, if one is known. CONFLICT when the provider has one of that wire id. `ref` is `provider/wire-id`, for the audit. */
export function addModel(
  context: WriteContext,
  input: {
    readonly model: Omit<Insertable<ModelTable>, 'id' | 'revision'>
    readonly price: Omit<Insertable<PriceVersionTable>, 'id' | 'model_id' | 'seq'> | null
    readonly ref: string
    readonly audit: Audit
  },
): CatalogChange {
  const { provider_id, wire_id } = input.model
  assertNone(context, 'model', input.ref, 'select 1 from model where provider_id = ? and wire_id = ?', provider_id, wire_id)
  const id = context.insert('model', { ...input.model, revision: 1 })
  addAudit(context, input.audit, { kind: 'model', name: input.ref, action: 'add' }, null, JSON.stringify(input.model))
  const prices = input.price === null ? [] : [insertPrice(context, { ...input.price, model_id: id })]
  return { models: [getRow(context, 'model', id)], prices }
}

export interface SetModel {
  readonly id: number
  readonly ref: string
  readonly action: string
  readonly patch: ModelPatch & { is_default?: number }
  readonly ifRevision: number | undefined
  readonly audit: Audit
}

export function setModel(context: WriteContext, input: SetModel): CatalogChange {
  const before = getRow(context, 'model', input.id)
  assertRevision('model', input.ref, before.revision, input.ifRevision)
  context.update('model', input.id, { ...input.patch, revision: before.revision + 1 })
  const after = getRow(context, 'model', input.id)
  addAudit(context, input.audit, { kind: 'model', name: input.ref, action: input.action }, JSON.stringify(before), JSON.stringify(after))
  return { models: [after] }
}

/** Several models in one step: all of it stands, or nothing. */
export function setModels(context: WriteContext, input: { readonly changes: readonly SetModel[] }): CatalogChange {
  return { models: input.changes.flatMap((change) => setModel(context, change).models ?? []) }
}

/** Makes it its provider's only default. */
export function setDefaultModel(
  context: WriteContext,
  input: { readonly id: number; readonly ref: string; readonly audit: Audit },
): CatalogChange {
  const model = getRow(context, 'model', input.id)
  const previousId = context.value('select id from model where provider_id = ? and is_default = 1', model.provider_id)
  const previous = previousId === undefined ? undefined : getRow(context, 'model', Number(previousId))
  if (previous?.id === model.id) return { models: [model] }
  if (previous !== undefined) context.update('model', previous.id, { is_default: 0, revision: previous.revision + 1 })
  context.update('model', model.id, { is_default: 1, revision: model.revision + 1 })
  const subject = { kind: 'model', name: input.ref, action: 'default' }
  addAudit(context, input.audit, subject, JSON.stringify(previous ?? null), JSON.stringify(model))
  return { models: [...(previous === undefined ? [] : [getRow(context, 'model', previous.id)]), getRow(context, 'model', model.id)] }
}
