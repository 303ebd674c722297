import type { AuditKind } from '#contract/audit'
import type { WriteContext } from '../write-context.ts'

/** Who changes something, when, and by which door. */
export interface Audit {
  readonly ulid: string
  readonly atMs: number
  readonly user: string
  readonly origin: string
  readonly reason?: string | undefined
}

export interface AuditedChange {
  readonly kind: AuditKind
  readonly subject: string
  readonly rowId: number | null
  /** JSON text; null: it was not there. */
  readonly before: string | null
  readonly after: string | null
}

const insertEntry = `insert into audit_entry (seq, ulid, at_ms, user, origin, subject_kind, subject, action, reason, undoes_id)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const insertChange = 'insert into audit_change (entry_id, ordinal, kind, subject, row_id, before, after) values (?, ?, ?, ?, ?, ?, ?)'

/** Keeps an act with everything it changed, in its own transaction. Answers with the entry's id. */
export function addAudit(
  context: WriteContext,
  act: {
    readonly kind: AuditKind
    readonly subject: string
    readonly action: string
    readonly undoesId?: number | undefined
    readonly audit: Audit
  },
  changes: readonly AuditedChange[],
): number {
  const { ulid, atMs, user, origin, reason } = act.audit
  const entry = context
    .prepare(insertEntry)
    .run(context.nextSeq(), ulid, atMs, user, origin, act.kind, act.subject, act.action, reason ?? null, act.undoesId ?? null)
  const id = Number(entry.lastInsertRowid)
  changes.forEach(({ kind, subject, rowId, before, after }, ordinal) => {
    context.prepare(insertChange).run(id, ordinal, kind, subject, rowId, before, after)
  })
  return id
}
