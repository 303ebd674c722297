import { AppError } from '#engine/failure'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'

const upsert = `insert into system_setting (key, value, revision, updated_at_ms) values (?, ?, ?, ?)
  on conflict (key) do update set value = excluded.value, revision = excluded.revision, updated_at_ms = excluded.updated_at_ms`

/** Sets a value (JSON text), or takes it back to its default (`null`). CONFLICT when `ifRevision` has moved on. */
export function setSetting(
  context: WriteContext,
  input: { readonly key: string; readonly value: string | null; readonly ifRevision?: number | undefined; readonly audit: Audit },
): { revision: number } {
  const before = context.prepare('select value, revision from system_setting where key = ?').get(input.key) as
    | { readonly value: string; readonly revision: number }
    | undefined
  const revision = before?.revision ?? 0
  if (input.ifRevision !== undefined && input.ifRevision !== revision) {
    throw new AppError({ code: 'CONFLICT', what: 'setting', name: input.key, reason: 'changed' })
  }
  if (input.value === null) context.prepare('delete from system_setting where key = ?').run(input.key)
  else context.prepare(upsert).run(input.key, input.value, revision + 1, input.audit.atMs)
  addAudit(
    context,
    input.audit,
    { kind: 'setting', name: input.key, action: input.value === null ? 'reset' : 'set' },
    before?.value ?? null,
    input.value,
  )
  return { revision: input.value === null ? 0 : revision + 1 }
}
