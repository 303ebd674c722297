import type { ProbeTableSort } from '../reads/probe-table-reads.ts'
import { type BookOrder, orderOf } from './book-order.ts'
import type { RunBook } from './run-book.ts'

/** The orders of a book that were asked for: good under every filter, until something of it changes. Each takes some 8 bytes a probe at most. */
export class BookOrders {
  readonly #kept = new Map<string, BookOrder>()

  /** `models`: in the order by which they sort. */
  of(book: RunBook, by: ProbeTableSort['by'], models: readonly number[]): BookOrder {
    const key = by === 'model' ? `${by} ${models.join(' ')}` : by
    const kept = this.#kept.get(key) ?? orderOf(book, by, models)
    this.#kept.set(key, kept)
    return kept
  }

  forget(): void {
    this.#kept.clear()
  }
}
