import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { readInto } from './read-book.ts'
import { RunBook } from './run-book.ts'

/** What may have changed of a run since it was last asked about; more than that does no harm. `everything`: nobody knows what. */
export interface BookChanges {
  readonly probes: readonly number[]
  readonly everything: boolean
}

const mostBooks = 2

/** The runs that were asked about last, each read whole once, and then what has changed of it. */
export class RunBooks {
  readonly #books = new Map<number, RunBook>()

  async refreshed(db: Kysely<Database>, runId: number, changes: BookChanges): Promise<RunBook> {
    const known = changes.everything ? undefined : this.#books.get(runId)
    const book = known ?? new RunBook()
    this.#books.delete(runId)
    await readInto(db, book, runId, changes.probes)
    this.#books.set(runId, book)
    const [oldest] = this.#books.keys()
    if (this.#books.size > mostBooks && oldest !== undefined) this.#books.delete(oldest)
    return book
  }
}
