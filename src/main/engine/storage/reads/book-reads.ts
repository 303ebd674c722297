import type { Kysely } from 'kysely'
import { placesOf } from '../books/book-filter.ts'
import { inOrder } from '../books/book-order.ts'
import { type CellSum, CellSums } from '../books/cell-sums.ts'
import { findText } from '../books/find-text.ts'
import { type OutcomeSums, sumOutcomes } from '../books/model-sums.ts'
import { type PromptSort, promptsInOrder } from '../books/prompt-order.ts'
import type { BookChanges, KeptRun } from '../books/run-books.ts'
import type { Database } from '../database.ts'
import type { ProbeOrder } from './probe-orders.ts'
import { type ProbeTableFilter, type ProbeTablePage, type ProbeTableSort, rowsInOrder } from './probe-table-reads.ts'
import { ReaderMemory } from './reader-memory.ts'

/** A question about the probes of a run that a filter lets through. `labels`: of the run's checks, by the place of their bits. */
export interface BookQuestion {
  readonly runId: number
  readonly changes: BookChanges
  readonly filter: ProbeTableFilter
  readonly labels: readonly string[]
}

type Memory = Pick<ReaderMemory, 'books' | 'orders'>

export interface ListFromBook extends BookQuestion {
  readonly sort: ProbeTableSort
  /** In the order by which `model` sorts. */
  readonly models: readonly number[]
  readonly offset: number
  readonly limit: number
  /** What is counted of changes now: all of them are on disk. */
  readonly seq: number
  /** Monotonic. */
  readonly nowMs: number
}

/** Any of them in any order: that is found in the run's book, the rest of those that are wanted is looked up. */
export async function listFromBook(
  db: Kysely<Database>,
  input: ListFromBook,
  memory: Memory = new ReaderMemory(),
): Promise<ProbeTablePage & { readonly seq: number }> {
  const { offset, limit, seq, nowMs, changes, ...asked } = input
  const key = JSON.stringify(asked)
  const kept = await memory.books.refreshed(db, input.runId, changes)
  const { book } = kept
  let order: ProbeOrder | undefined = memory.orders.find(key, offset, seq, nowMs)
  if (order === undefined) {
    const places = inOrder(book, await filtered(db, kept, input), input.sort, input.models)
    order = { ids: Array.from(places, (place) => book.columns.id[place] ?? 0), seq }
    memory.orders.keep(key, offset, order, nowMs)
  }
  return { seq: order.seq, total: order.ids.length, rows: await rowsInOrder(db, order.ids.slice(offset, offset + limit)) }
}

/** All of them in any order, by key. */
export async function idsFromBook(
  db: Kysely<Database>,
  input: BookQuestion & Pick<ListFromBook, 'sort' | 'models'>,
  { books }: Memory = new ReaderMemory(),
): Promise<number[]> {
  const kept = await books.refreshed(db, input.runId, input.changes)
  const { book } = kept
  const places = inOrder(book, await filtered(db, kept, input), input.sort, input.models)
  return Array.from(places, (place) => book.columns.id[place] ?? 0)
}

/** What can be added up of them, by model in the order of `models`. */
export async function sumRun(
  db: Kysely<Database>,
  input: BookQuestion & { readonly models: readonly number[] },
  { books }: Memory = new ReaderMemory(),
): Promise<OutcomeSums> {
  const kept = await books.refreshed(db, input.runId, input.changes)
  const { book } = kept
  return sumOutcomes(book, await filtered(db, kept, input), input.models, input.labels.length)
}

export interface SummedPrompt {
  readonly promptIdx: number
  /** By model in the order that was asked for. */
  readonly cells: readonly CellSum[]
}

/** A page of the prompts that have one of them, with what each model made of it. */
export async function listPrompts(
  db: Kysely<Database>,
  input: BookQuestion & { readonly models: readonly number[]; readonly sort: PromptSort; readonly offset: number; readonly limit: number },
  { books }: Memory = new ReaderMemory(),
): Promise<{ readonly total: number; readonly prompts: readonly SummedPrompt[] }> {
  const kept = await books.refreshed(db, input.runId, input.changes)
  const { book } = kept
  const cells = new CellSums(book, await filtered(db, kept, input), input.models)
  const order = promptsInOrder(cells, input.sort)
  const page = order.slice(input.offset, input.offset + input.limit)
  return {
    total: order.length,
    prompts: page.map((promptIdx) => ({ promptIdx, cells: input.models.map((_, position) => cells.at(promptIdx, position)) })),
  }
}

/** Reads what the next question will want, texts included. */
export async function warmBook(
  db: Kysely<Database>,
  { runId, changes }: Pick<BookQuestion, 'runId' | 'changes'>,
  { books }: Memory = new ReaderMemory(),
): Promise<void> {
  const { book, texts } = await books.refreshed(db, runId, changes)
  await texts.refresh(db, book, runId)
}

async function filtered(db: Kysely<Database>, { book, texts }: KeptRun, { runId, filter, labels }: BookQuestion): Promise<Uint32Array> {
  const { text } = filter
  if (text === undefined) return placesOf(book, filter, labels)
  await texts.refresh(db, book, runId)
  const found = texts.isTooLarge ? await findText(db, runId, text) : { prompts: texts.prompts.find(text), probes: texts.answers.find(text) }
  return placesOf(book, filter, labels, found)
}
