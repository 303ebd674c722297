import { AppError } from '#engine/failure'
import { compiler } from '../sqlite/statements.ts'
import type { WriteContext } from '../write-context.ts'
import { type Audit, addAudit } from './audit-writes.ts'

/** Sets a value (JSON text), or takes it back to its default (`null`). CONFLICT when `ifRevision` has moved on. */
export function setSetting(
  context: WriteContext,
  input: { readonly key: string; readonly value: string | null; readonly ifRevision?: number | undefined; readonly audit: Audit },
): { revision: number } {
  const before = context.first(compiler.selectFrom('system_setting').select(['value', 'revision']).where('key', '=', input.key))
  const revision = before?.revision ?? 0
  if (input.ifRevision !== undefined && input.ifRevision !== revision) {
    throw new AppError({ code: 'CONFLICT', what: 'setting', name: input.key, reason: 'changed' })
  }
  if (input.value === null) context.prepare('delete from system_setting where key = ?').run(input.key)
  else {
    const values = { value: input.value, revision: revision + 1, updated_at_ms: input.audit.atMs }
    context.run(
      compiler
        .insertInto('system_setting')
        .values({ key: input.key, ...values })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(values)),
    )
  }
  addAudit(
    context,
    input.audit,
    { kind: 'setting', name: input.key, action: input.value === null ? 'reset' : 'set' },
    before?.value ?? null,
    input.value,
  )
  return { revision: input.value === null ? 0 : revision + 1 }
}
