import { type AppliedKind, appliedKinds } from '#contract/applied-kinds'
import type { AuditId } from '#contract/ids'
import { counted } from '#renderer/lib'

/** What an import did, by kind of thing. `change`: the entry that keeps it; null: everything stood so already. */
export interface Applied extends Readonly<Record<AppliedKind, number>> {
  readonly source: string
  readonly change: AuditId | null
}

/** `120 models, 98 prices`. */
export function sayApplied(applied: Applied): string {
  const kinds = Object.keys(appliedKinds) as AppliedKind[]
  const said = kinds.flatMap((kind) => (applied[kind] === 0 ? [] : [counted(applied[kind], appliedKinds[kind])]))
  return said.length === 0 ? 'nothing' : said.join(', ')
}
