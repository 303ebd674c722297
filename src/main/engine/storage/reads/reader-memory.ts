import { RunBooks } from '../books/run-books.ts'
import type { Statements } from '../sqlite/statements.ts'
import { ProbeOrders } from './probe-orders.ts'
import { SumMemory } from './sum-memory.ts'

/** What a reader keeps from one question to the next. */
export class ReaderMemory {
  readonly books: RunBooks
  readonly orders = new ProbeOrders()
  readonly sums = new SumMemory()

  constructor(statements: Statements) {
    this.books = new RunBooks(statements)
  }
}
