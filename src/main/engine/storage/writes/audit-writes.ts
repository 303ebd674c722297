import type { WriteContext } from '../write-context.ts'

/** Who changes something, when, and by which door. */
export interface Audit {
  readonly ulid: string
  readonly atMs: number
  readonly user: string
  readonly origin: string
  readonly reason?: string | undefined
}

/** Keeps a change of what people edit, in the change's own transaction. `before` and `after` are JSON text. */
export function addAudit(
  context: WriteContext,
  audit: Audit,
  subject: { readonly kind: string; readonly name: string; readonly action: string },
  before: string | null,
  after: string | null,
): void {
  context
    .prepare(
      'insert into audit_entry (ulid, at_ms, user, origin, subject_kind, subject, action, before, after, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(audit.ulid, audit.atMs, audit.user, audit.origin, subject.kind, subject.name, subject.action, before, after, audit.reason)
}
