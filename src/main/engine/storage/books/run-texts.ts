import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { type FoundText, isAnswered } from './book-filter.ts'
import { BookText } from './book-text.ts'
import type { RunBook } from './run-book.ts'

/** What is kept of a run's texts at most: beyond that the database is searched. */
const mostBytes = 96 * 1024 * 1024
/** Texts read at a time. */
const pageSize = 2000

/**
 * The texts of a run in memory: of its prompts the values of their rows, of its answers as much as stands in their attempt. What has come since is read when a text is looked for.
 * A value and the next are kept apart by a byte that no text has, as are texts.
 */
export class RunTexts {
  /** By index. */
  readonly #prompts = new BookText()
  /** By place. */
  readonly #answers = new BookText()
  #nextPrompt = 0
  /** By place, 1 for those whose answer was read. */
  #read = new Uint8Array(1024)

  get isTooLarge(): boolean {
    return this.#prompts.size + this.#answers.size > mostBytes
  }

  async refresh(db: Kysely<Database>, book: RunBook, runId: number): Promise<void> {
    while (!this.isTooLarge) {
      const { keys, bytes } = await joined(db, promptTexts(runId, this.#nextPrompt))
      this.#prompts.add(keys, bytes)
      this.#nextPrompt = (keys.at(-1) ?? this.#nextPrompt - 1) + 1
      if (keys.length < pageSize) break
    }
    if (this.#read.length < book.size) this.#read = longer(this.#read, book.columns.id.length)
    const missing: number[] = []
    for (let place = 0; place < book.size; place += 1) if (this.#read[place] !== 1 && isAnswered(book, place)) missing.push(place)
    for (let from = 0; from < missing.length && !this.isTooLarge; from += pageSize) {
      const places = missing.slice(from, from + pageSize)
      const ids = places.map((place) => book.columns.id[place] ?? 0)
      const { keys, bytes } = await joined(db, answerTexts(ids))
      this.#answers.add(
        keys.map((id) => book.placeOf(id) ?? -1),
        bytes,
      )
      for (const place of places) this.#read[place] = 1
    }
  }

  /** In what was read. */
  find(book: RunBook, text: string): FoundText {
    return { prompts: this.#prompts.find(text, book.promptEnd), probes: this.#answers.find(text, book.size) }
  }
}

function longer(marks: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(length)
  copy.set(marks)
  return copy
}

function promptTexts(runId: number, fromIdx: number): RawBuilder<unknown> {
  return sql`select idx as key, (select group_concat(lower(value), x'ff') from json_each(variables)) as text from prompt
    where run_id = ${runId} and idx >= ${fromIdx} order by idx limit ${pageSize}`
}

function answerTexts(ids: readonly number[]): RawBuilder<unknown> {
  return sql`select probe.id as key, lower(answer_text) as text from probe
    join attempt on attempt.id = coalesce(probe.answer_attempt_id, probe.cached_from)
    where probe.id in (select value from json_each(${JSON.stringify(ids)})) limit ${pageSize}`
}

/** A page of texts as one value, as each value that is read costs more than its bytes. */
async function joined(
  db: Kysely<Database>,
  query: RawBuilder<unknown>,
): Promise<{ readonly keys: readonly number[]; readonly bytes: Buffer }> {
  const { rows } = await sql<{ keys: string; bytes: Buffer | null }>`select json_group_array(key) as keys,
    cast(group_concat(coalesce(text, ''), x'fe') as blob) as bytes from (${query})`.execute(db)
  return { keys: JSON.parse(rows[0]?.keys ?? '[]') as number[], bytes: rows[0]?.bytes ?? Buffer.alloc(0) }
}
