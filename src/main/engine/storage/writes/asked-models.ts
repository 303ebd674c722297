import { AppError } from '#engine/failure'
import type { WriteContext } from '../write-context.ts'

const isAsked = `select exists (select 1 from run_model where model_id = ?) or exists (select 1 from attempt where served_model_id = ?)`

const waitedFor = `select distinct fallback_model_id from probe
  where (status = 'pending' or status = 'waiting' or status = 'in_flight') and fallback_model_id is not null`

/** CONFLICT `in_use`: a model that a run has asked, or waits for, is named by the ledger for ever. */
export function assertUnasked(context: WriteContext, models: readonly { readonly id: number; readonly subject: string }[]): void {
  if (models.length === 0) return
  const waited = new Set(
    context
      .prepare(waitedFor)
      .all()
      .map((row) => (row as { fallback_model_id: number }).fallback_model_id),
  )
  const asked = models.find(({ id }) => waited.has(id) || context.value(isAsked, id, id) === 1)
  if (asked === undefined) return
  throw new AppError({ code: 'CONFLICT', what: 'model', name: asked.subject, reason: 'in_use', detail: 'it has been asked' })
}
