import type { Kysely } from 'kysely'
import { letThrough, placesOf } from '../books/book-filter.ts'
import { inOrder } from '../books/book-order.ts'
import { type CellSum, CellSums } from '../books/cell-sums.ts'
import { findText } from '../books/find-text.ts'
import { type OutcomeSums, sumOutcomes } from '../books/model-sums.ts'
import { type PromptSort, promptsInOrder } from '../books/prompt-order.ts'
import type { BookChanges, KeptRun } from '../books/run-books.ts'
import type { Database } from '../database.ts'
import type { ProbeOrder } from './probe-orders.ts'
import { type ProbeTableFilter, type ProbeTablePage, type ProbeTableSort, rowsInOrder } from './probe-table-reads.ts'
import type { ReaderMemory } from './reader-memory.ts'

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
  memory: Memory,
): Promise<ProbeTablePage & { readonly seq: number }> {
  const { offset, limit, seq, nowMs, changes, ...asked } = input
  const key = JSON.stringify(asked)
  const kept = memory.books.refreshed(input.runId, changes)
  let order: ProbeOrder | undefined = memory.orders.find(key, offset, seq, nowMs)
  if (order === undefined) {
    order = { ids: await idsInOrder(db, kept, input), seq }
    memory.orders.keep(key, offset, order, nowMs)
  }
  return { seq: order.seq, total: order.ids.length, rows: await rowsInOrder(db, [...order.ids.subarray(offset, offset + limit)]) }
}

/** All of them in any order, by key. */
export async function idsFromBook(
  db: Kysely<Database>,
  input: BookQuestion & Pick<ListFromBook, 'sort' | 'models'>,
  { books }: Pick<Memory, 'books'>,
): Promise<number[]> {
  return [...(await idsInOrder(db, books.refreshed(input.runId, input.changes), input))]
}

/** What can be added up of them, by model in the order of `models`. */
export async function sumRun(
  db: Kysely<Database>,
  input: BookQuestion & { readonly models: readonly number[] },
  { books }: Pick<Memory, 'books'>,
): Promise<OutcomeSums> {
  const kept = books.refreshed(input.runId, input.changes)
  const { book } = kept
  return sumOutcomes(book, placesOf(await filtered(db, kept, input)), input.models, input.labels.length)
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
  { books }: Pick<Memory, 'books'>,
): Promise<{ readonly total: number; readonly prompts: readonly SummedPrompt[] }> {
  const kept = books.refreshed(input.runId, input.changes)
  const { book } = kept
  const cells = new CellSums(book, placesOf(await filtered(db, kept, input)), input.models)
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
  { books }: Pick<Memory, 'books'>,
): Promise<void> {
  const { book, texts } = books.refreshed(runId, changes)
  await texts.refresh(db, book, runId)
}

async function idsInOrder(
  db: Kysely<Database>,
  kept: KeptRun,
  input: BookQuestion & Pick<ListFromBook, 'sort' | 'models'>,
): Promise<Float64Array> {
  const { book, orders } = kept
  const { by, isDescending } = input.sort
  const isIn = await filtered(db, kept, input)
  const places = inOrder(orders.of(book, by, input.models), isIn, isDescending)
  const ids = new Float64Array(places.length)
  for (let at = 0; at < ids.length; at += 1) ids[at] = book.columns.id[places[at] ?? 0] ?? 0
  return ids
}

/** By place, 1 for those that the filter lets through. */
async function filtered(db: Kysely<Database>, { book, texts }: KeptRun, { runId, filter, labels }: BookQuestion): Promise<Uint8Array> {
  const { text } = filter
  if (text === undefined) return letThrough(book, filter, labels)
  await texts.refresh(db, book, runId)
  return letThrough(book, filter, labels, texts.isTooLarge ? await findText(db, book, runId, text) : texts.find(book, text))
}
