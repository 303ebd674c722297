import type { Statements } from '../sqlite/statements.ts'
import { BookOrders } from './book-orders.ts'
import { readInto } from './read-book.ts'
import { RunBook } from './run-book.ts'
import { RunTexts } from './run-texts.ts'

/** What may have changed of a run since it was last asked about; more than that does no harm. `everything`: nobody knows what. */
export interface BookChanges {
  readonly probes: readonly number[]
  readonly everything: boolean
}

const mostBooks = 2

/** A run in memory. */
export interface KeptRun {
  readonly book: RunBook
  readonly texts: RunTexts
  readonly orders: BookOrders
}

/** The runs that were asked about last, each read whole once, and then what has changed of it. */
export class RunBooks {
  readonly #statements: Statements
  readonly #books = new Map<number, KeptRun>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  refreshed(runId: number, changes: BookChanges): KeptRun {
    const known = changes.everything ? undefined : this.#books.get(runId)
    const kept = known ?? { book: new RunBook(), texts: new RunTexts(), orders: new BookOrders() }
    this.#books.delete(runId)
    if (readInto(this.#statements, kept.book, runId, changes.probes) > 0) kept.orders.forget()
    this.#books.set(runId, kept)
    const [oldest] = this.#books.keys()
    if (this.#books.size > mostBooks && oldest !== undefined) this.#books.delete(oldest)
    return kept
  }
}
