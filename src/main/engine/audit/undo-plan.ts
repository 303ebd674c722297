import type { AuditKind, UndoHindrance } from '#contract/audit'
import { SettingKey } from '#contract/settings'
import type { AuditChangeRow, EditedTable, EditStep } from '#engine/storage'
import { type Sides, sidesOf } from './changed-fields.ts'

type Row = Readonly<Record<string, unknown>>

/** What stands now of what an entry changed; nothing comes in between, for edits take turns. */
export interface Standing {
  /** The row, removed or not. */
  readonly row: (kind: EditedTable, id: number) => Row | undefined
  /** JSON text; null: its default. */
  readonly setting: (key: string) => string | null
  readonly isWithdrawn: (priceId: number) => boolean
  readonly withdraw: (subject: string, priceId: number) => EditStep
}

/** Why a change of an entry cannot be taken back, and which. */
export interface Hindered {
  readonly why: UndoHindrance
  readonly change: AuditChangeRow
}

export type UndoPlan = { readonly kind: 'steps'; readonly steps: readonly EditStep[] } | ({ readonly kind: 'hindered' } & Hindered)

/**
 * The steps that take back what an entry changed, its last change first. Columns that differed must have the value it left, and get back what they had;
 * what it added is removed, what it removed comes back, a price it brought is withdrawn.
 */
export function planUndo(changes: readonly AuditChangeRow[], standing: Standing): UndoPlan {
  const steps: EditStep[] = []
  for (const change of changes.toReversed()) {
    const sides = sidesOf(change)
    const why = hindranceOf(change, sides, standing)
    if (why !== undefined) return { kind: 'hindered', why, change }
    steps.push(...stepsOf(change, sides, standing))
  }
  return { kind: 'steps', steps: [...steps.flatMap(leaveDefault), ...steps] }
}

/** One default gives way before another takes its place, whichever was changed first. */
function leaveDefault(step: EditStep): EditStep[] {
  return step.do === 'set' && step.kind === 'model' && step.patch.is_default === 0 ? [{ ...step, patch: { is_default: 0 } }] : []
}

function hindranceOf(change: AuditChangeRow, sides: Sides, standing: Standing): UndoHindrance | undefined {
  const kind = change.kind as AuditKind
  switch (kind) {
    case 'breaker':
      return 'not_undoable'
    case 'setting':
      // The address of a webhook: it was deleted where it was kept.
      if (change.subject.startsWith('alertChannels/')) return 'secret'
      if (!SettingKey.safeParse(change.subject).success) return 'too_old'
      return standing.setting(change.subject) === change.after ? undefined : 'changed_since'
    case 'price':
      if (change.row_id === null) return 'too_old'
      return standing.isWithdrawn(change.row_id) ? 'changed_since' : undefined
    default:
      if (change.row_id === null) return 'too_old'
      if (isSecret(kind, sides)) return 'secret'
      return isAsLeft(standing.row(kind, change.row_id), sides) ? undefined : 'changed_since'
  }
}

/** A key that was kept is deleted when it is named no more: to name it again would bring nothing back. */
function isSecret(kind: EditedTable, { before, after }: Sides): boolean {
  if (kind !== 'provider' || before === null || after === null || before['credential_ref'] === after['credential_ref']) return false
  return [before, after].some((row) => /^(session|file|os):/.test(String(row['credential_ref'])))
}

function isAsLeft(row: Row | undefined, { before, after }: Sides): boolean {
  if (row === undefined) return false
  if (after === null) return row['removed_at_ms'] !== null
  if (row['removed_at_ms'] !== null) return false
  return differing(before, after).every((column) => row[column] === after[column])
}

/** Of an added row all of them. */
function differing(before: Row | null, after: Row): string[] {
  return Object.keys(after).filter((column) => !bookkeeping.has(column) && (before === null || before[column] !== after[column]))
}

const bookkeeping = new Set(['id', 'revision', 'removed_at_ms'])

function stepsOf(change: AuditChangeRow, { before, after }: Sides, standing: Standing): EditStep[] {
  const { subject, row_id } = change
  const kind = change.kind as Exclude<AuditKind, 'breaker'>
  if (kind === 'setting') return [{ do: 'set', kind, subject, value: change.before }]
  const id = row_id ?? 0
  if (kind === 'price') return [standing.withdraw(subject, id)]
  if (before === null) return [{ do: 'remove', kind, subject, id }]
  if (after === null)
    return [{ do: 'revive', kind, subject, id, row: Object.fromEntries(Object.entries(before).filter(([name]) => !bookkeeping.has(name))) }]
  const patch = Object.fromEntries(differing(before, after).map((column) => [column, before[column]]))
  return [{ do: 'set', kind, subject, id, patch }]
}
