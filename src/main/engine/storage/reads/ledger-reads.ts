import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import type { Database } from '../database.ts'
import { type AuditEntryRow, wholeEntries } from './audit-reads.ts'
import type { HowMany, SeqRange } from './block-search.ts'
import { answerOf, type CallRow, selectCalls, type WholeCallRow } from './call-reads.ts'
import { type EventRow, selectEvents } from './event-reads.ts'
import { unindexed } from './expressions.ts'
import { findCalls } from './ledger-calls.ts'
import { type AuditFilter, type CallFilter, type EventFilter, type LedgerFilter, runIdsOf } from './ledger-filter.ts'

export type LedgerRow =
  | { readonly entry: 'call'; readonly seq: number; readonly row: CallRow }
  | { readonly entry: 'event'; readonly seq: number; readonly row: EventRow }
  | { readonly entry: 'audit'; readonly seq: number; readonly row: AuditEntryRow }

export interface LedgerQuestion {
  readonly filter: LedgerFilter
  /** Neither included. */
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly limit: number
  readonly isCounted: boolean
}

export interface LedgerPage {
  /** The highest seq there was; what came later is not in the page. */
  readonly watermark: number
  /** Newest first. */
  readonly rows: LedgerRow[]
  /** null: not asked for. */
  readonly total: number | null
}

interface Part<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}
const nothing: Part<never> = { rows: [], total: 0 }

/** An entry by its place; of events and audit entries the row, too. */
export type Place =
  | { readonly entry: 'call'; readonly seq: number }
  | { readonly entry: 'event'; readonly seq: number; readonly row: EventRow }
  | { readonly entry: 'audit'; readonly seq: number; readonly row: AuditEntryRow }

/** A page of the ledger under a filter, and how many entries of it there are. */
export async function ledgerPage(db: Kysely<Database>, question: LedgerQuestion): Promise<LedgerPage> {
  const { filter, limit, isCounted } = question
  const watermark = await ledgerWatermark(db)
  const end = watermark + 1
  const range = { after: question.after ?? 0, before: Math.min(question.before ?? end, end), end }
  const { found, total } = await newestEntries(db, filter, range, { limit, isCounted })
  return { watermark, rows: await wholeRows(db, found), total: isCounted ? total : null }
}

/** The newest entries of all three kinds. Each kind finds its own newest, and of those the newest of all are answered with. */
export async function newestEntries(
  db: Kysely<Database>,
  filter: LedgerFilter,
  range: SeqRange,
  howMany: HowMany,
): Promise<{ readonly found: Place[]; readonly total: number }> {
  const calls = filter.calls === null ? nothing : await callSeqs(db, filter.calls, range, howMany)
  const events = filter.events === null ? nothing : await eventRows(db, filter.events, range, howMany)
  const audits = filter.audits === null ? nothing : await auditRows(db, filter.audits, range, howMany)
  const found: Place[] = [
    ...calls.rows.map((seq) => ({ entry: 'call' as const, seq })),
    ...events.rows.map((row) => ({ entry: 'event' as const, seq: row.seq, row })),
    ...audits.rows.map((row) => ({ entry: 'audit' as const, seq: row.seq, row })),
  ]
  return {
    found: found.sort((left, right) => right.seq - left.seq).slice(0, howMany.limit),
    total: calls.total + events.total + audits.total,
  }
}

/** With the calls themselves, as far as they are still there. */
export async function wholeRows(db: Kysely<Database>, places: readonly Place[]): Promise<LedgerRow[]> {
  const wanted = places.flatMap(({ entry, seq }) => (entry === 'call' ? [seq] : []))
  const callOf = new Map((await callsBySeq(db, wanted)).map((row) => [row.seq, row]))
  return places.flatMap((place): LedgerRow[] => {
    if (place.entry !== 'call') return [place]
    const row = callOf.get(place.seq)
    return row === undefined ? [] : [{ entry: 'call', seq: place.seq, row }]
  })
}

/** The highest seq of an entry of any kind; 0: there is none. */
export async function ledgerWatermark(db: Kysely<Database>): Promise<number> {
  const found = await Promise.all(
    (['attempt', 'event', 'audit_entry'] as const).map((table) =>
      db.selectFrom(table).select('seq').where('seq', 'is not', null).orderBy('seq', 'desc').limit(1).executeTakeFirst(),
    ),
  )
  return Math.max(0, ...found.map((row) => Number(row?.seq ?? 0)))
}

async function callSeqs(db: Kysely<Database>, filter: CallFilter, range: SeqRange, howMany: HowMany): Promise<Part<number>> {
  const isAll = Object.values(filter).every((value) => value === undefined)
  if (!isAll) {
    const { seqs, total } = await findCalls(db, filter, range, howMany)
    return { rows: seqs, total }
  }
  const rows = await db
    .selectFrom('attempt')
    .select('seq')
    .where('seq', '>', range.after)
    .where('seq', '<', range.before)
    .orderBy('seq', 'desc')
    .limit(howMany.limit)
    .execute()
  return { rows: rows.map(({ seq }) => Number(seq)), total: howMany.isCounted ? await countCalls(db, range) : 0 }
}

/** All that has ended, from the beginning on: by the blocks, and what is in none yet. */
async function countCalls(db: Kysely<Database>, { end }: SeqRange): Promise<number> {
  const packed = await db
    .selectFrom('ledger_block')
    .select((field) => [field.fn.sum<number>('calls').as('calls'), field.fn.max('last_seq').as('last_seq')])
    .executeTakeFirst()
  const counted = await db
    .selectFrom('attempt')
    .select((field) => field.fn.countAll<number>().as('calls'))
    .where('seq', '>', packed?.last_seq ?? 0)
    .where('seq', '<', end)
    .executeTakeFirst()
  return Number(packed?.calls ?? 0) + Number(counted?.calls ?? 0)
}

async function callsBySeq(db: Kysely<Database>, seqs: readonly number[]): Promise<CallRow[]> {
  return seqs.length === 0 ? [] : await selectCalls(db).where('attempt.seq', 'in', seqs).limit(seqs.length).execute()
}

/** A run's or a kind's by its index, those before an instant by theirs; else the newest. */
async function eventRows(db: Kysely<Database>, filter: EventFilter, range: SeqRange, howMany: HowMany): Promise<Part<EventRow>> {
  const { kinds, fromMs, toMs } = filter
  const runIds = filter.runs === undefined ? undefined : await runIdsOf(db, filter.runs)
  const isByTime = toMs !== undefined && kinds === undefined && runIds === undefined
  const seq = isByTime ? unindexed('event.seq') : sql.ref<number>('event.seq')
  const where: Expression<SqlBool>[] = [sql<SqlBool>`${seq} > ${range.after} and ${seq} < ${range.end}`]
  if (runIds !== undefined) where.push(sql<SqlBool>`event.run_id in (${sql.join(runIds)})`)
  if (kinds !== undefined) where.push(sql<SqlBool>`event.kind in (${sql.join(kinds)})`)
  if (fromMs !== undefined) where.push(sql<SqlBool>`event.at_ms >= ${fromMs}`)
  if (toMs !== undefined) where.push(sql<SqlBool>`event.at_ms < ${toMs}`)
  const rows = await selectEvents(db)
    .where((holds) => holds.and([...where, sql<SqlBool>`${seq} < ${range.before}`]))
    .orderBy(seq, 'desc')
    .limit(howMany.limit)
    .execute()
  if (!howMany.isCounted) return { rows, total: 0 }
  const counted = await db
    .selectFrom('event')
    .select((field) => field.fn.countAll<number>().as('total'))
    .where((holds) => holds.and(where))
    .executeTakeFirst()
  return { rows, total: Number(counted?.total ?? 0) }
}

/** People's acts are few: they are looked through. */
async function auditRows(db: Kysely<Database>, filter: AuditFilter, range: SeqRange, howMany: HowMany): Promise<Part<AuditEntryRow>> {
  const { users, fromMs, toMs } = filter
  let query = db.selectFrom('audit_entry').where('seq', '>', range.after).where('seq', '<', range.end)
  if (users !== undefined) query = query.where('user', 'in', users)
  if (fromMs !== undefined) query = query.where('at_ms', '>=', fromMs)
  if (toMs !== undefined) query = query.where('at_ms', '<', toMs)
  const rows = await query.selectAll().where('seq', '<', range.before).orderBy('seq', 'desc').limit(howMany.limit).execute()
  const whole = await wholeEntries(db, rows)
  if (!howMany.isCounted) return { rows: whole, total: 0 }
  const counted = await query.select((field) => field.fn.countAll<number>().as('total')).executeTakeFirst()
  return { rows: whole, total: Number(counted?.total ?? 0) }
}

/** A call whole, by its name: with what its probe asked and what it answered. */
export interface FoundCall {
  readonly call: WholeCallRow
  readonly variables: string | null
  /** The run's batch as it was frozen, JSON; null: it was of no run. */
  readonly batch: string | null
  readonly answer: string | null
  /** An answer there was is kept no more. */
  readonly isAnswerDropped: boolean
}

export async function findCall(db: Kysely<Database>, { ulid }: { readonly ulid: string }): Promise<FoundCall | undefined> {
  const call = await selectCalls(db)
    .leftJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .select(['attempt.error_body', 'attempt.raw_usage', 'attempt.answer_hash', 'prompt.variables', 'run.batch'])
    .where('attempt.ulid', '=', ulid)
    .executeTakeFirst()
  if (call === undefined) return undefined
  const { answer_hash: hash, variables, batch, ...row } = call
  const body = hash === null ? undefined : await db.selectFrom('body').select('hash').where('hash', '=', hash).executeTakeFirst()
  return { call: row, variables, batch, answer: await answerOf(db, call.id), isAnswerDropped: hash !== null && body === undefined }
}
