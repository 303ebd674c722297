import { z } from 'zod'
import { base } from './base.ts'
import { AuditId } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { EpochMs } from './units.ts'

/** What people edit. A `price` is named by its model's ref, a `pool` as `provider/pool`, a `setting` by its key, a `breaker` by its service. */
export const AuditKind = z.enum(['provider', 'pool', 'model', 'price', 'setting', 'breaker'])
export type AuditKind = z.infer<typeof AuditKind>

/** Why a change cannot be taken back. `undone`: it has been; `changed_since`: what it left has been changed again; `in_use`: something has used what it brought; `secret`: a key is kept nowhere to be brought back from; `too_old`: from before changes were kept whole; `not_undoable`: its kind is none that can be (a breaker's hold). */
export const UndoHindrance = z.enum(['undone', 'changed_since', 'in_use', 'secret', 'too_old', 'not_undoable'])
export type UndoHindrance = z.infer<typeof UndoHindrance>

/** One act of a person, or of an import: everything it changed stands or falls together. */
export const AuditEntry = z.object({
  id: AuditId,
  /** Grows with each entry of the workspace. */
  seq: z.int(),
  atMs: EpochMs,
  user: z.string(),
  /** By which door: `cli`, `window`, `browser`; `system` for the engine's own. */
  origin: z.string(),
  /** `add`, `set`, `remove`, `deprecate`, `reactivate`, `default`, `fallback`, `move`, `withdraw`, `reset`, `import`, `undo`, ... */
  action: z.string(),
  kind: AuditKind,
  /** What it was done to; for an import its source. */
  subject: z.string(),
  reason: z.string().nullable(),
  /** How many things it changed. */
  changes: z.int(),
  /** What a line shows of it: of its first change, a few fields. */
  fields: z.array(z.object({ name: z.string(), before: z.json(), after: z.json() })),
  undoes: AuditId.nullable(),
  undoneBy: AuditId.nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** One thing that an entry changed; `fields` holds those that are another value now, named as the contract names them. An added thing has null before, a removed one null after. */
export const AuditChange = z.object({
  kind: AuditKind,
  subject: z.string(),
  did: z.enum(['added', 'changed', 'removed']),
  fields: z.array(z.object({ name: z.string(), before: z.json(), after: z.json() })),
})
export type AuditChange = z.infer<typeof AuditChange>

/** Why something is done, in a person's words; kept with the change. */
export const Reason = z.string().trim().max(500).optional()

/** The revision an edit was made from; CONFLICT, with both values, when it has moved on. Absent: whatever stands. */
export const Revision = z
  .int()
  .optional()
  .describe('The revision this edit was made from; CONFLICT when it has moved on. Absent: whatever stands.')

/** What an edit left, and the entry that keeps it, by which it can be undone; null: nothing was to be changed. */
export function edited<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  return schema.extend({ change: AuditId.nullable() })
}

export const audit = {
  /** Newest first. */
  list: base
    .input(
      z.object({
        kind: AuditKind.optional(),
        /** Entries that changed this, alone or among others. */
        subject: z.string().max(400).optional(),
        /** Part of a subject's name. */
        search: z.string().max(200).optional(),
        user: z.string().max(200).optional(),
        origin: z.string().max(40).optional(),
        action: z.string().max(40).optional(),
        fromMs: EpochMs.optional(),
        /** Not included. */
        toMs: EpochMs.optional(),
        limit: Limit,
        after: Cursor.optional(),
      }),
    )
    .output(page(AuditEntry)),
  /** One entry whole; `hindrance`: why it cannot be undone now, null: it can. `by`: the entry that changed it since. */
  get: base.input(z.object({ id: AuditId, limit: Limit, after: Cursor.optional() })).output(
    z.object({
      entry: AuditEntry,
      hindrance: z.object({ why: UndoHindrance, by: AuditId.nullable(), detail: z.string().nullable() }).nullable(),
      changes: page(AuditChange),
    }),
  ),
  /** Takes a change back, by a change of its own, which can be undone in turn: all of it, or nothing (CONFLICT `changed`, `in_use` or `state` with the hindrance as `detail`). Prices are withdrawn, never deleted. */
  undo: base.input(z.object({ id: AuditId, reason: Reason })).output(AuditEntry),
}
