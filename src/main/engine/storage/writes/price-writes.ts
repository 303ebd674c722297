import type { Insertable, Selectable } from 'kysely'
import type { PriceVersionTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'
import { type CatalogChange, getRow } from './catalog-change.ts'

type NewPrice = Omit<Insertable<PriceVersionTable>, 'id' | 'seq'>

/** `ref` is `provider/wire-id`, for the audit. */
export function addPriceVersion(
  context: WriteContext,
  input: { readonly price: NewPrice; readonly ref: string; readonly audit: Audit },
): CatalogChange {
  const row = insertPrice(context, input.price)
  addAudit(context, input.audit, { kind: 'price', name: input.ref, action: 'add' }, null, JSON.stringify(row))
  return { prices: [row] }
}

const lastSeq = 'select coalesce(max(seq), 0) from price_version where model_id = ? and effective_from_ms = ?'

/** Appends a version after all others of the same instant, so that it is the one in force from then on. */
export function insertPrice(context: WriteContext, price: NewPrice): Selectable<PriceVersionTable> {
  const seq = Number(context.value(lastSeq, price.model_id, price.effective_from_ms)) + 1
  return getRow(context, 'price_version', context.insert('price_version', { ...price, seq }))
}
