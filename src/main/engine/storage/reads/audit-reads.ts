import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import type { AuditChangeTable, AuditEntryTable, Database } from '../database.ts'

export type AuditChangeRow = Selectable<AuditChangeTable>

export interface AuditEntryRow extends Selectable<AuditEntryTable> {
  readonly changes: number
  /** Its first change; entries have one at least. */
  readonly first: AuditChangeRow | null
  readonly undoesUlid: string | null
  /** The entry that took it back, and stands. */
  readonly undoneBy: string | null
}

export interface AuditFilter {
  readonly kind?: string | undefined
  readonly subject?: string | undefined
  readonly search?: string | undefined
  readonly user?: string | undefined
  readonly origin?: string | undefined
  readonly action?: string | undefined
  readonly fromMs?: number | undefined
  /** Not included. */
  readonly toMs?: number | undefined
  readonly beforeId?: number | undefined
  readonly limit: number
}

/** Newest first. */
export async function listAudit(db: Kysely<Database>, filter: AuditFilter): Promise<AuditEntryRow[]> {
  const { kind, subject, search, user, origin, action, fromMs, toMs, beforeId } = filter
  let query = db
    .selectFrom('audit_entry')
    .selectAll()
    .where('id', '<', beforeId ?? Number.MAX_SAFE_INTEGER)
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (user !== undefined) query = query.where('user', '=', user)
  if (origin !== undefined) query = query.where('origin', '=', origin)
  if (action !== undefined) query = query.where('action', '=', action)
  if (fromMs !== undefined) query = query.where('at_ms', '>=', fromMs)
  if (toMs !== undefined) query = query.where('at_ms', '<', toMs)
  if (subject !== undefined) {
    query = query.where((where) => {
      const changing = where
        .selectFrom('audit_change')
        .select('entry_id')
        .whereRef('entry_id', '=', 'audit_entry.id')
        .where('subject', '=', subject)
      const itself = where('subject', '=', subject)
      if (kind === undefined) return where.or([itself, where.exists(changing)])
      // By the subject, of which there are few, not by the kind.
      return where.or([where.and([itself, where('subject_kind', '=', kind)]), where.exists(changing.where(sql<SqlBool>`+kind = ${kind}`))])
    })
  } else if (kind !== undefined) {
    query = query.where((where) =>
      where.or([
        where('subject_kind', '=', kind),
        where.exists(
          where.selectFrom('audit_change').select('entry_id').whereRef('entry_id', '=', 'audit_entry.id').where('kind', '=', kind),
        ),
      ]),
    )
  }
  if (search !== undefined) {
    const holds = (column: 'audit_entry.subject' | 'audit_change.subject') =>
      sql<SqlBool>`instr(lower(${sql.ref(column)}), ${search.toLowerCase()}) > 0`
    query = query.where((where) =>
      where.or([
        holds('audit_entry.subject'),
        where.exists(
          where
            .selectFrom('audit_change')
            .select('entry_id')
            .whereRef('entry_id', '=', 'audit_entry.id')
            .where(holds('audit_change.subject')),
        ),
      ]),
    )
  }
  return await wholeEntries(db, await query.execute())
}

export async function findAudit(db: Kysely<Database>, input: { readonly ulid: string }): Promise<AuditEntryRow | undefined> {
  const rows = await db.selectFrom('audit_entry').selectAll().where('ulid', '=', input.ulid).execute()
  return (await wholeEntries(db, rows))[0]
}

/** In the order they were made, from after `afterOrdinal` on. */
export async function auditChanges(
  db: Kysely<Database>,
  input: { readonly entryId: number; readonly afterOrdinal: number; readonly limit: number },
): Promise<AuditChangeRow[]> {
  return await db
    .selectFrom('audit_change')
    .selectAll()
    .where('entry_id', '=', input.entryId)
    .where('ordinal', '>', input.afterOrdinal)
    .orderBy('ordinal')
    .limit(input.limit)
    .execute()
}

/** The newest entry after `sinceId` that changed the row, or the setting, that a change of an entry is about. */
export async function laterChange(
  db: Kysely<Database>,
  input: { readonly kind: string; readonly rowId: number | null; readonly subject: string; readonly sinceId: number },
): Promise<string | null> {
  const { kind, rowId, subject, sinceId } = input
  const found = db.selectFrom('audit_change').select('entry_id').where('entry_id', '>', sinceId).orderBy('entry_id', 'desc').limit(1)
  const change = await (rowId === null
    ? found.where('subject', '=', subject).where(sql<SqlBool>`+kind = ${kind}`)
    : found.where('kind', '=', kind).where('row_id', '=', rowId)
  ).executeTakeFirst()
  if (change === undefined) return null
  const entry = await db.selectFrom('audit_entry').select('ulid').where('id', '=', change.entry_id).executeTakeFirst()
  return entry?.ulid ?? null
}

/** With what stands beside each. */
export async function wholeEntries(db: Kysely<Database>, rows: readonly Selectable<AuditEntryTable>[]): Promise<AuditEntryRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const counts = await db
    .selectFrom('audit_change')
    .select((field) => ['entry_id', field.fn.countAll<number>().as('changes')])
    .where('entry_id', 'in', ids)
    .groupBy('entry_id')
    .execute()
  const firsts = await db.selectFrom('audit_change').selectAll().where('entry_id', 'in', ids).where('ordinal', '=', 0).execute()
  const undone = rows.flatMap(({ undoes_id }) => (undoes_id === null ? [] : [undoes_id]))
  const undoes = undone.length === 0 ? [] : await db.selectFrom('audit_entry').select(['id', 'ulid']).where('id', 'in', undone).execute()
  const undoneBy = await standingUndoes(db, ids)
  const changesOf = new Map(counts.map((row) => [row.entry_id, Number(row.changes)]))
  const firstOf = new Map(firsts.map((row) => [row.entry_id, row]))
  const ulidOf = new Map(undoes.map((row) => [row.id, row.ulid]))
  return rows.map((row) => ({
    ...row,
    changes: changesOf.get(row.id) ?? 0,
    first: firstOf.get(row.id) ?? null,
    undoesUlid: row.undoes_id === null ? null : (ulidOf.get(row.undoes_id) ?? null),
    undoneBy: undoneBy.get(row.id) ?? null,
  }))
}

interface Undo {
  readonly id: number
  readonly ulid: string
}

/** Of each entry that is undone, by what. Only its last undo can be the one that stands: it was not undone when that was made. */
async function standingUndoes(db: Kysely<Database>, ids: readonly number[]): Promise<Map<number, string>> {
  const lastUndo = new Map<number, Undo>()
  let asked = ids
  while (asked.length > 0) {
    const rows = await db
      .selectFrom('audit_entry')
      .select(['id', 'ulid', 'undoes_id as undoesId'])
      .where('undoes_id', 'in', asked)
      .orderBy('id')
      .execute()
    for (const { undoesId, ...undo } of rows) if (undoesId !== null) lastUndo.set(undoesId, undo)
    asked = [...new Set(rows.map(({ undoesId }) => lastUndo.get(undoesId ?? 0)?.id ?? 0))].filter((id) => id > 0 && !lastUndo.has(id))
  }
  const stands = ({ id }: Undo): boolean => {
    const next = lastUndo.get(id)
    return next === undefined || !stands(next)
  }
  return new Map(
    ids.flatMap((id) => {
      const undo = lastUndo.get(id)
      return undo !== undefined && stands(undo) ? [[id, undo.ulid] as const] : []
    }),
  )
}
