import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { bookCodes, bookStatuses, bookVerdicts, type RunBook } from './run-book.ts'

/** Rows read at a time: each page is a read of its own, so that a long run does not hold the log. */
const pageSize = 20_000
const idsAtOnce = 5000

const places = (column: string, values: readonly string[]) =>
  sql`case ${sql.ref(column)} ${sql.join(
    values.map((value, place) => sql`when ${sql.lit(value)} then ${sql.lit(place)}`),
    sql` `,
  )} else 0 end`

/** What is small stands in one number, as every value that is read costs the same. */
const packed = sql<number>`${places('status', bookStatuses)} + 8 * used_fallback + 16 * (cached_from is not null)
  + 32 * coalesce(verdict, ${sql.lit(bookVerdicts.none)}) + 128 * (status = 'succeeded' and attempts > 1 + turns)
  + 256 * coalesce(spent_doubt, 0) + 1024 * (status = 'succeeded' and checks is null) + 2048 * (case when code is null then 0 else ${places('code', bookCodes)} end)`

/** Of each page one row, and of each column of it a list: a hundred thousand rows of twenty columns cost twice as much. */
const columns = {
  id: sql.ref('id'),
  prompt: sql.ref('prompt_idx'),
  sample: sql.ref('sample'),
  model: sql.ref('model_id'),
  packed,
  attempts: sql.ref('attempts'),
  score: sql.ref('score'),
  failedChecks: sql.ref('failed_checks'),
  durationMs: sql.ref('duration_ms'),
  firstChunkMs: sql.ref('first_chunk_ms'),
  tokens: sql.ref('tokens'),
  cost: sql.ref('cost_nanousd'),
  spent: sql.ref('spent_nanousd'),
  upper: sql.ref('spent_upper_nanousd'),
  answerKey: sql.ref('answer_key'),
} as const satisfies Record<string, RawBuilder<unknown>>

type Name = keyof typeof columns
type Lists = { readonly [Each in Name]: readonly (number | null)[] }
const names = Object.keys(columns) as Name[]

/** Reads what has come since, and those of the probes that are known already. */
export async function readInto(db: Kysely<Database>, book: RunBook, runId: number, changed: readonly number[]): Promise<void> {
  const lastId = book.lastId
  const known = changed.filter((id) => id <= lastId)
  for (let from = 0; from < known.length; from += idsAtOnce) {
    const ids = JSON.stringify(known.slice(from, from + idsAtOnce))
    await take(db, book, sql`run_id = ${runId} and id in (select value from json_each(${ids}))`)
  }
  while ((await take(db, book, sql`run_id = ${runId} and id > ${book.lastId}`)) === pageSize);
}

async function take(db: Kysely<Database>, book: RunBook, condition: RawBuilder<unknown>): Promise<number> {
  const lists = await listsOf(db, condition)
  const count = lists.id.length
  for (let at = 0; at < count; at += 1) {
    const small = lists.packed[at] ?? 0
    book.put({
      id: lists.id[at] ?? 0,
      prompt: lists.prompt[at] ?? 0,
      sample: lists.sample[at] ?? 0,
      model: lists.model[at] ?? 0,
      status: small & 7,
      usedFallback: (small >> 3) & 1,
      isCached: (small >> 4) & 1,
      verdict: (small >> 5) & 3,
      isRetried: (small >> 7) & 1,
      doubt: (small >> 8) & 3,
      isPending: (small >> 10) & 1,
      code: small >> 11,
      attempts: lists.attempts[at] ?? 0,
      score: lists.score[at] ?? Number.NaN,
      failedChecks: lists.failedChecks[at] ?? 0,
      durationMs: lists.durationMs[at] ?? Number.NaN,
      firstChunkMs: lists.firstChunkMs[at] ?? Number.NaN,
      tokens: lists.tokens[at] ?? Number.NaN,
      cost: lists.cost[at] ?? Number.NaN,
      spent: lists.spent[at] ?? Number.NaN,
      upper: lists.upper[at] ?? Number.NaN,
      answerKey: lists.answerKey[at] ?? Number.NaN,
    })
  }
  return count
}

async function listsOf(db: Kysely<Database>, condition: RawBuilder<unknown>): Promise<Lists> {
  const chosen = names.map((name) => sql`${columns[name]} as ${sql.ref(name)}`)
  const gathered = names.map((name) => sql`json_group_array(${sql.ref(name)}) as ${sql.ref(name)}`)
  const { rows } = await sql<Readonly<Record<Name, string>>>`select ${sql.join(gathered)} from (
    select ${sql.join(chosen)} from probe where ${condition} order by id limit ${pageSize})`.execute(db)
  const [row] = rows
  return Object.fromEntries(names.map((name) => [name, row === undefined ? [] : JSON.parse(row[name])])) as Lists
}
