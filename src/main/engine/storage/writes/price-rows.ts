import type { Insertable, Selectable } from 'kysely'
import { AppError } from '#engine/failure'
import type { PriceVersionTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'

type PriceRow = Selectable<PriceVersionTable>

const lastSeq = 'select coalesce(max(seq), 0) from price_version where model_id = ? and effective_from_ms = ?'

/** Appends a version after all others of the same instant, so that it is the one in force from then on. Answers with its id. */
export function insertPrice(context: WriteContext, price: Omit<Insertable<PriceVersionTable>, 'id' | 'seq'>): number {
  const seq = Number(context.value(lastSeq, price.model_id, price.effective_from_ms)) + 1
  return context.insert('price_version', { ...price, seq })
}

export function getPrice(context: WriteContext, id: number): PriceRow {
  const row = context.find('price_version', id)
  if (row === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'price version', name: String(id) })
  return row
}

export function pricesOf(context: WriteContext, modelId: number): PriceRow[] {
  return context.prepare('select * from price_version where model_id = ? order by id').all(modelId) as PriceRow[]
}

/** A model's versions that count: no version that counts withdraws them. */
export function standingPrices(context: WriteContext, modelId: number): PriceRow[] {
  const withdrawn = new Set<number>()
  return pricesOf(context, modelId)
    .reverse()
    .filter(({ id, withdraws_id }) => {
      const stands = !withdrawn.has(id)
      if (stands && withdraws_id !== null) withdrawn.add(withdraws_id)
      return stands
    })
}
