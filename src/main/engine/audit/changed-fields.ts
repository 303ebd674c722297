import { isDeepStrictEqual } from 'node:util'
import type { AuditChange, AuditKind } from '#contract/audit'
import { type Json, type RowNames, wordsOf } from '#engine/catalog'
import type { AuditChangeRow } from '#engine/storage'

type Row = Readonly<Record<string, unknown>>
type Field = AuditChange['fields'][number]

/** What a change was about before and after, as it was kept; null: it was not, or is no longer, there. */
export interface Sides {
  readonly before: Row | null
  readonly after: Row | null
}

export function sidesOf({ kind, before, after }: AuditChangeRow): Sides {
  return { before: rowOf(kind, before), after: rowOf(kind, after) }
}

/** A setting is a value by itself; one that is its default has a row of nothing. */
function rowOf(kind: string, text: string | null): Row | null {
  const value: unknown = text === null ? null : JSON.parse(text)
  if (kind === 'setting') return { value }
  return typeof value === 'object' && value !== null ? (value as Row) : null
}

export function changeView(row: AuditChangeRow, names: RowNames): AuditChange {
  const { before, after } = sidesOf(row)
  const kind = row.kind as AuditKind
  const did = kind === 'setting' ? 'changed' : before === null ? 'added' : after === null ? 'removed' : 'changed'
  return { kind, subject: row.subject, did, fields: fieldsOf(kind, before, after, names) }
}

/** Fields that are another value now, in the contract's words. */
function fieldsOf(kind: AuditKind, before: Row | null, after: Row | null, names: RowNames): Field[] {
  const [old, now] = [before, after].map((row) => (row === null ? new Map<string, Json>() : wordsOf(kind, row, names)))
  const fields = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])]
  return fields
    .map((name): Field => ({ name, before: old?.get(name) ?? null, after: now?.get(name) ?? null }))
    .filter((field) => !isDeepStrictEqual(field.before, field.after))
}

/** Ids of rows that these changes name. */
export function namedIn(rows: readonly AuditChangeRow[]): { pools: number[]; models: number[]; prices: number[] } {
  const sides = rows.flatMap((row) => {
    const { before, after } = sidesOf(row)
    return [before, after].filter((side) => side !== null)
  })
  const ids = (column: string) => sides.flatMap((side) => (typeof side[column] === 'number' ? [Number(side[column])] : []))
  return { pools: ids('pool_id'), models: ids('fallback_model_id'), prices: ids('withdraws_id') }
}
