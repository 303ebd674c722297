import type { AuditChange, AuditEntry, AuditKind } from '#contract/audit'
import { assertNever } from '#renderer/lib'
import type { Value } from './conflict.ts'
import { sayField, sayFieldValue } from './field-words.ts'

/** What was done, as a line begins with it. */
const actWords: Readonly<Record<string, string>> = {
  add: 'Added',
  set: 'Changed',
  edit: 'Changed',
  remove: 'Removed',
  deprecate: 'Deprecated',
  reactivate: 'Reactivated',
  default: 'Made default',
  fallback: 'Fallback of',
  move: 'Moved models to',
  merge: 'Merged',
  withdraw: 'Withdrew',
  reset: 'Reset',
  import: 'Imported',
  undo: 'Took back',
  set_key: 'Gave a key to',
  confirm_key: 'Confirmed the key of',
  remove_key: 'Took the key of',
  hold: 'Held',
  release: 'Released',
}

export const knownActions: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'add', label: 'Added' },
  { value: 'set', label: 'Changed' },
  { value: 'remove', label: 'Removed' },
  { value: 'deprecate', label: 'Deprecated' },
  { value: 'reactivate', label: 'Reactivated' },
  { value: 'default', label: 'Default set' },
  { value: 'fallback', label: 'Fallback set' },
  { value: 'move', label: 'Models moved' },
  { value: 'merge', label: 'Merged' },
  { value: 'withdraw', label: 'Withdrawn' },
  { value: 'reset', label: 'Reset' },
  { value: 'import', label: 'Imported' },
  { value: 'undo', label: 'Taken back' },
]

export const originWords: Readonly<Record<string, string>> = {
  window: 'Desktop app',
  browser: 'Browser',
  cli: 'Command line',
  system: 'The app itself',
}

export const auditKindWords: Readonly<Record<AuditKind, string>> = {
  provider: 'provider',
  pool: 'pool',
  model: 'model',
  price: 'price of',
  setting: 'setting',
  breaker: 'breaker',
}

/** `Changed pool openai/default`. An action that is not known here is said as it is. */
export function sayAct({ action, kind, subject }: Pick<AuditEntry, 'action' | 'kind' | 'subject'>): string {
  const act = actWords[action] ?? `${action.charAt(0).toUpperCase()}${action.slice(1)}`
  return action === 'import' || action === 'undo' ? `${act} ${subject}` : `${act} ${auditKindWords[kind]} ${subject}`
}

/** What became of a few fields, in a line: `Calls in flight 4 → 8, Burst none → 2`. */
export function sayFields(entry: Pick<AuditEntry, 'fields' | 'changes'>): string {
  const told = entry.fields.map(({ name, before, after }) => `${sayField(name)} ${short(name, before)} → ${short(name, after)}`)
  const more = entry.changes > 1 ? [`${entry.changes} things in all`] : []
  return [...told, ...more].join(', ')
}

export const didWords: Readonly<Record<AuditChange['did'], string>> = { added: 'added', changed: 'changed', removed: 'removed' }

/** A value in full; `added`: it was not there. */
export function sayBeforeOrAfter(name: string, value: Value, isThere: boolean): string {
  return isThere ? sayFieldValue(name, value) : '–'
}

const most = 48

function short(name: string, value: Value): string {
  const text = sayFieldValue(name, value)
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** Where a thing is shown and edited; undefined: nowhere by itself. */
export function addressOf({ kind, subject, did }: Pick<AuditChange, 'kind' | 'subject' | 'did'>): string | undefined {
  if (did === 'removed') return undefined
  const name = encodeURIComponent(subject)
  switch (kind) {
    case 'provider':
      return `#/providers?provider=${name}`
    case 'pool':
      return `#/pools?pool=${name}`
    case 'model':
      return `#/models?model=${name}`
    case 'price':
      return `#/models?model=${name}&tab=prices`
    case 'setting':
      return `#/settings?setting=${name}`
    case 'breaker':
      return undefined
    default:
      return assertNever(kind)
  }
}
