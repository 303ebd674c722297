import type { Kysely } from 'kysely'
import { type ComparedCell, compareBooks, type PairSum } from '../books/compare-books.ts'
import { type ComparedShow, type ComparedSort, comparedInOrder } from '../books/compared-order.ts'
import { type PromptKey, pairPrompts } from '../books/pair-prompts.ts'
import type { BookChanges } from '../books/run-books.ts'
import type { Database } from '../database.ts'
import type { ReaderMemory } from './reader-memory.ts'

/** `models`: of which the first is held against the first of the other side, and so on. */
export interface AskedSide {
  readonly runId: number
  readonly changes: BookChanges
  readonly models: readonly number[]
}

export interface ComparePrompts {
  readonly a: AskedSide
  readonly b: AskedSide
  readonly show: ComparedShow
  readonly sort: ComparedSort
  readonly offset: number
  readonly limit: number
}

/** Two runs prompt by prompt, or two models of one run. */
export async function comparePrompts(
  db: Kysely<Database>,
  { a, b, show, sort, offset, limit }: ComparePrompts,
  { books }: Pick<ReaderMemory, 'books'>,
): Promise<{ readonly pairs: readonly PairSum[]; readonly total: number; readonly cells: readonly ComparedCell[] }> {
  const sideA = { book: books.refreshed(a.runId, a.changes).book, models: a.models }
  const sideB = { book: books.refreshed(b.runId, b.changes).book, models: b.models }
  const keysA = await promptKeys(db, a.runId)
  const compared = compareBooks(sideA, sideB, pairPrompts(keysA, a.runId === b.runId ? keysA : await promptKeys(db, b.runId)))
  const cells = comparedInOrder(compared.cells, show, sort)
  return { pairs: compared.pairs, total: cells.length, cells: cells.slice(offset, offset + limit) }
}

const pageSize = 5000

async function promptKeys(db: Kysely<Database>, runId: number): Promise<PromptKey[]> {
  const keys: PromptKey[] = []
  for (let afterIdx = -1; ; ) {
    const page = await db
      .selectFrom('prompt')
      .select(['idx', 'body_hash as hash', 'variables'])
      .where('run_id', '=', runId)
      .where('idx', '>', afterIdx)
      .orderBy('idx')
      .limit(pageSize)
      .execute()
    for (const { idx, hash, variables } of page) keys.push({ idx, hash, row: rowOf(variables) })
    if (page.length < pageSize) return keys
    afterIdx = page.at(-1)?.idx ?? afterIdx
  }
}

/** Without the columns that are no variables. */
function rowOf(variables: string): string {
  if (!variables.includes('"__')) return variables
  const row = JSON.parse(variables) as Readonly<Record<string, unknown>>
  return JSON.stringify(Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('__'))))
}
