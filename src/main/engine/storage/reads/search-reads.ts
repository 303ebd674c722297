import { zstdDecompressSync } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import { messagesColumn } from '#contract/own-columns'
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
  const holds = await holdsText(db, found, (has) => has.toLowerCase().includes(wanted))
  const hits: Place[] = []
  let looked = 0
  for (const place of found) {
    looked += 1
    if (holds(place)) hits.push(place)
    if (hits.length === limit) break
  }
  const last = found[looked - 1]
  return { hits: await wholeRows(db, hits), looked, readTo: last?.seq ?? 0, isLast: looked === found.length && found.length < chunk }
}

type HasText = (text: string) => boolean

/** Whether one of the texts of an entry has it: one after another is asked, until one does. */
async function holdsText(db: Kysely<Database>, places: readonly Place[], has: HasText): Promise<(place: Place) => boolean> {
  const callHolds = await callTexts(db, seqsOf(places, 'call'), has)
  const changes = await changeTexts(db, places)
  return (place) => {
    if (place.entry === 'call') return callHolds(place.seq)
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

/** The message, the answer whole, and the prompt as it was sent, in which it is looked for once for all calls of it. */
async function callTexts(db: Kysely<Database>, seqs: readonly number[], has: HasText): Promise<(seq: number) => boolean> {
  if (seqs.length === 0) return () => false
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('probe', 'probe.id', 'attempt.probe_id')
    .leftJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .leftJoin('body', 'body.hash', 'attempt.answer_hash')
    .select(['attempt.seq', 'attempt.message', 'attempt.answer_text', 'attempt.run_id', 'probe.prompt_idx'])
    .select(['prompt.variables', 'body.encoding', 'body.data'])
    .where('attempt.seq', 'in', sql<number>`(select value from json_each(${JSON.stringify(seqs)}))`)
    .execute()
  const rowOf = new Map(rows.map((row) => [row.seq, row]))
  const batches = await templatesOf(db, [...new Set(rows.flatMap(({ run_id }) => run_id ?? []))])
  const prompts = new Map<string, boolean>()
  const promptHolds = (runId: number, idx: number, variables: string): boolean => {
    const key = `${runId}/${idx}`
    const known = prompts.get(key)
    if (known !== undefined) return known
    const holds = promptTexts(batches.get(runId) ?? { messages: [], turns: [] }, variables).some(has)
    prompts.set(key, holds)
    return holds
  }
  return (seq) => {
    const row = rowOf.get(seq)
    if (row === undefined) return false
    if (has(row.message ?? '') || has(row.answer_text ?? '')) return true
    if (row.variables !== null && promptHolds(row.run_id ?? 0, row.prompt_idx ?? 0, row.variables)) return true
    return row.data !== null && has((row.encoding === 'zstd' ? zstdDecompressSync(row.data) : Buffer.from(row.data)).toString())
  }
}

interface Templates {
  readonly messages: readonly { readonly content: string }[]
  readonly turns: readonly string[]
}

/** Of each run what its prompts are made of. */
async function templatesOf(db: Kysely<Database>, runIds: readonly number[]): Promise<Map<number, Templates>> {
  if (runIds.length === 0) return new Map()
  const runs = await db.selectFrom('run').select(['id', 'batch']).where('id', 'in', runIds).execute()
  return new Map(
    runs.map(({ id, batch }) => {
      const { messages = [], turns = [] }: Partial<Templates> = JSON.parse(batch)
      return [id, { messages, turns }]
    }),
  )
}

/** What is sent at first, the template's or the row's own, and what the user says further. */
function promptTexts({ messages, turns }: Templates, variables: string): string[] {
  const values: Readonly<Record<string, unknown>> = JSON.parse(variables)
  const word = (value: unknown) => (typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value))
  const filled = (text: string) => fillPlaceholders(text, (name) => word(values[name]))
  const own = values[messagesColumn]
  const isOwn = typeof own === 'string' && own !== ''
  const first: Templates['messages'] = isOwn ? JSON.parse(own) : messages
  return [...first.map(({ content }) => (isOwn ? content : filled(content))), ...turns.map(filled)]
}
