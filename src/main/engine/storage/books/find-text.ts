import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { patternOf } from '../reads/expressions.ts'
import type { FoundText } from './book-filter.ts'
import type { RunBook } from './run-book.ts'

/** Where a text stands in a value of a prompt's row, or in as much of a probe's answer as stands in its attempt; A to Z in either case. */
export async function findText(db: Kysely<Database>, book: RunBook, runId: number, text: string): Promise<FoundText> {
  const pattern = patternOf(text)
  const prompts = sql`select idx as found from prompt where run_id = ${runId} and variables like ${patternOf(JSON.stringify(text).slice(1, -1))} escape '\\'
    and exists (select 1 from json_each(prompt.variables) where value like ${pattern} escape '\\')`
  const answered = sql`select id as found from probe where run_id = ${runId} and exists (select 1 from attempt
    where attempt.id = coalesce(probe.answer_attempt_id, probe.cached_from) and answer_text like ${pattern} escape '\\')`
  const found = { prompts: new Uint8Array(book.promptEnd), probes: new Uint8Array(book.size) }
  for (const idx of await keysOf(db, prompts)) found.prompts[idx] = 1
  for (const id of await keysOf(db, answered)) found.probes[book.placeOf(id) ?? -1] = 1
  return found
}

async function keysOf(db: Kysely<Database>, query: RawBuilder<unknown>): Promise<readonly number[]> {
  const { rows } = await sql<{ keys: string }>`select json_group_array(found) as keys from (${query})`.execute(db)
  return JSON.parse(rows[0]?.keys ?? '[]') as number[]
}
