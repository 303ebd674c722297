import type { Statements } from '../sqlite/statements.ts'
import { bookCodes, bookStatuses, bookVerdicts, type RunBook } from './run-book.ts'

/** Rows read at a time: each page is a read of its own, so that a long run does not hold the log. */
const pageSize = 2000

const placeOf = (column: string, values: readonly string[]) =>
  `case ${column} ${values.map((value, place) => `when '${value}' then ${place}`).join(' ')} else 0 end`

/** What is small stands in one number, as every value that is read costs the same. */
const packed = `${placeOf('status', bookStatuses)} + 8 * used_fallback + 16 * (cached_from is not null)
  + 32 * coalesce(verdict, ${bookVerdicts.none}) + 128 * (status = 'succeeded' and attempts > 1 + turns)
  + 256 * coalesce(spent_doubt, 0) + 1024 * (status = 'succeeded' and checks is null)
  + 2048 * (case when code is null then 0 else ${placeOf('code', bookCodes)} end)`

const rows = `select id, prompt_idx, sample, model_id, ${packed}, attempts, failed_checks, score, duration_ms, first_chunk_ms, tokens,
  cost_nanousd, spent_nanousd, spent_upper_nanousd, answer_key from probe where run_id = ?`
const further = `${rows} and id > ? order by id limit ${pageSize}`
const among = `${rows} and id in (select value from json_each(?)) order by id`

/** In the order of the columns of `rows`. */
type Row = [
  ...[id: number, prompt: number, sample: number, model: number, packed: number, attempts: number, failedChecks: number],
  ...[score: Real, durationMs: Real, firstChunkMs: Real, tokens: Real, cost: Real, spent: Real, upper: Real, answerKey: Real],
]
type Real = number | null

/** Reads what has come since, and those of the probes that are known already; answers with how many rows those were. */
export function readInto(statements: Statements, book: RunBook, runId: number, changed: readonly number[]): number {
  const { lastId } = book
  const known = changed.filter((id) => id <= lastId)
  let count = 0
  const take = (sql: string, more: unknown) => {
    // Lists, not objects: of these each costs a tenth of a microsecond a value.
    const page = statements.prepare(sql).raw().all(runId, more) as Row[]
    for (const row of page) put(book, row)
    count += page.length
    return page.length
  }
  for (let from = 0; from < known.length; from += pageSize) take(among, JSON.stringify(known.slice(from, from + pageSize)))
  while (take(further, book.lastId) === pageSize);
  return count
}

function put(book: RunBook, row: Row): void {
  const [id, prompt, sample, model, small, attempts, failedChecks, score, durationMs, firstChunkMs, tokens, cost, spent, upper, key] = row
  const place = book.placeFor(id, prompt)
  const { columns } = book
  columns.sample[place] = sample
  columns.model[place] = model
  columns.status[place] = small & 7
  columns.usedFallback[place] = (small >> 3) & 1
  columns.isCached[place] = (small >> 4) & 1
  columns.verdict[place] = (small >> 5) & 3
  columns.isRetried[place] = (small >> 7) & 1
  columns.doubt[place] = (small >> 8) & 3
  columns.isPending[place] = (small >> 10) & 1
  columns.code[place] = small >> 11
  columns.attempts[place] = attempts
  columns.failedChecks[place] = failedChecks
  columns.score[place] = score ?? Number.NaN
  columns.durationMs[place] = durationMs ?? Number.NaN
  columns.firstChunkMs[place] = firstChunkMs ?? Number.NaN
  columns.tokens[place] = tokens ?? Number.NaN
  columns.cost[place] = cost ?? Number.NaN
  columns.spent[place] = spent ?? Number.NaN
  columns.upper[place] = upper ?? Number.NaN
  columns.answerKey[place] = key ?? Number.NaN
}
