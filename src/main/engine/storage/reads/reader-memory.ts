import { RunBooks } from '../books/run-books.ts'
import { ProbeOrders } from './probe-orders.ts'
import { SumMemory } from './sum-memory.ts'

/** What a reader keeps from one question to the next. */
export class ReaderMemory {
  readonly books = new RunBooks()
  readonly orders = new ProbeOrders()
  readonly sums = new SumMemory()
}
