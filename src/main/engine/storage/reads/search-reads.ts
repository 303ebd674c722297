import { zstdDecompressSync } from 'node:zlib'
import type { Kysely } from 'kysely'
import { fillPlaceholders } from '#contract/placeholders'
import type { Database } from '../database.ts'
import type { LedgerFilter } from './ledger-filter.ts'
import { type LedgerRow, ledgerWatermark, newestEntries, type Place, wholeRows } from './ledger-reads.ts'

export interface SearchQuestion {
  readonly filter: LedgerFilter
  readonly text: string
  /** Not included. */
  readonly before: number
  /** Entries to look through, and hits to find, at most. */
  readonly chunk: number
  readonly limit: number
}

export interface SearchedChunk {
  /** Newest first. */
  readonly hits: LedgerRow[]
  readonly looked: number
  /** Everything of a higher seq has been looked through. */
  readonly readTo: number
  /** There is nothing older. */
  readonly isLast: boolean
}

/** The newest entries of a filter below a place that hold a text, whatever the case, among so many: a short read, so that no other is kept waiting by the log. */
export async function searchLedger(db: Kysely<Database>, { filter, text, before, chunk, limit }: SearchQuestion): Promise<SearchedChunk> {
  const end = Math.min(before, (await ledgerWatermark(db)) + 1)
  const { found } = await newestEntries(db, filter, { after: 0, before: end, end }, { limit: chunk, isCounted: false })
  const wanted = text.toLowerCase()
  const holds = await textsOf(db, found)
  const hits: Place[] = []
  let looked = 0
  for (const place of found) {
    looked += 1
    if (holds(place, (has) => has.toLowerCase().includes(wanted))) hits.push(place)
    if (hits.length === limit) break
  }
  const last = found[looked - 1]
  return { hits: await wholeRows(db, hits), looked, readTo: last?.seq ?? 0, isLast: looked === found.length && found.length < chunk }
}

type HasText = (text: string) => boolean

/** Asks of the texts of an entry, one after another, until one is had. */
async function textsOf(db: Kysely<Database>, places: readonly Place[]): Promise<(place: Place, has: HasText) => boolean> {
  const calls = await callTexts(db, seqsOf(places, 'call'))
  const changes = await changeTexts(db, places)
  return (place, has) => {
    if (place.entry === 'call') return calls(place.seq, has)
    if (place.entry === 'event') return has(place.row.data) || has(place.row.subject)
    return has(place.row.subject) || has(place.row.reason ?? '') || (changes.get(place.row.id) ?? []).some(has)
  }
}

function seqsOf(places: readonly Place[], entry: Place['entry']): number[] {
  return places.flatMap((place) => (place.entry === entry ? [place.seq] : []))
}

async function changeTexts(db: Kysely<Database>, places: readonly Place[]): Promise<Map<number, string[]>> {
  const ids = places.flatMap((place) => (place.entry === 'audit' ? [place.row.id] : []))
  const texts = new Map<number, string[]>()
  if (ids.length === 0) return texts
  const rows = await db.selectFrom('audit_change').select(['entry_id', 'subject', 'before', 'after']).where('entry_id', 'in', ids).execute()
  for (const { entry_id, subject, before, after } of rows)
    texts.set(entry_id, [...(texts.get(entry_id) ?? []), subject, before ?? '', after ?? ''])
  return texts
}

/** The message, the answer whole, and the prompt as it was sent. */
async function callTexts(db: Kysely<Database>, seqs: readonly number[]): Promise<(seq: number, has: HasText) => boolean> {
  if (seqs.length === 0) return () => false
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('probe', 'probe.id', 'attempt.probe_id')
    .leftJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .leftJoin('body', 'body.hash', 'attempt.answer_hash')
    .select(['attempt.seq', 'attempt.message', 'attempt.answer_text', 'attempt.run_id', 'prompt.variables', 'body.encoding', 'body.data'])
    .where('attempt.seq', 'in', seqs)
    .execute()
  const rowOf = new Map(rows.map((row) => [row.seq, row]))
  const batches = await templatesOf(db, [...new Set(rows.flatMap(({ run_id }) => run_id ?? []))])
  return (seq, has) => {
    const row = rowOf.get(seq)
    if (row === undefined) return false
    if (has(row.message ?? '') || has(row.answer_text ?? '')) return true
    if (row.variables !== null && promptTexts(batches.get(row.run_id ?? 0) ?? [], row.variables).some(has)) return true
    return row.data !== null && has((row.encoding === 'zstd' ? zstdDecompressSync(row.data) : Buffer.from(row.data)).toString())
  }
}

/** Of each run what its messages are made of. */
async function templatesOf(db: Kysely<Database>, runIds: readonly number[]): Promise<Map<number, string[]>> {
  if (runIds.length === 0) return new Map()
  const runs = await db.selectFrom('run').select(['id', 'batch']).where('id', 'in', runIds).execute()
  return new Map(
    runs.map(({ id, batch }) => {
      const { messages = [] }: { readonly messages?: readonly { readonly content: string }[] } = JSON.parse(batch)
      return [id, messages.map(({ content }) => content)]
    }),
  )
}

function promptTexts(templates: readonly string[], variables: string): string[] {
  const values: Readonly<Record<string, unknown>> = JSON.parse(variables)
  const word = (value: unknown) => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value))
  return templates.map((template) => fillPlaceholders(template, (name) => word(values[name])))
}
