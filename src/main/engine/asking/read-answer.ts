import type { Database } from 'better-sqlite3'
import type { SqlValue } from '#contract/sql'

/** A page is full at so many rows, or so many characters: what crosses to a window in one piece has a bound. */
export const pagePolicy = { rows: 1000, characters: 1_000_000, cellCharacters: 1_000_000 } as const

export interface Answer {
  readonly columns: readonly string[]
  readonly pages: Generator<SqlValue[][], { readonly rows: number; readonly isCut: boolean }>
}

/** A question that is none, or not one that only reads. Its message is meant for whoever asked. */
export class NotAQuestion extends Error {}

/** The answer, page by page. Throws NotAQuestion, and SqliteError as it comes. */
export function readAnswer(db: Database, query: string, maxRows: number): Answer {
  const statement = prepare(db, query)
  statement.raw(true).safeIntegers(true)
  return { columns: statement.columns().map(({ name }) => name), pages: pagesOf(statement.iterate() as Iterable<unknown[]>, maxRows) }
}

function prepare(db: Database, query: string) {
  const word = firstWord(query)
  if (!['select', 'with', 'values', 'explain'].includes(word))
    throw new NotAQuestion(
      `only questions are answered, which begin with SELECT, WITH, VALUES or EXPLAIN${word === '' ? '' : `, not ${word.toUpperCase()}`}`,
    )
  try {
    const statement = db.prepare(query)
    if (!statement.reader || !statement.readonly) throw new NotAQuestion('this would write: only questions are answered')
    return statement
  } catch (error) {
    if (error instanceof RangeError) throw new NotAQuestion('one statement at a time')
    throw error
  }
}

/** In lower case, past comments; empty: there is none. */
function firstWord(query: string): string {
  const [, word = ''] = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*([a-z]+)?/i.exec(query) ?? []
  return word.toLowerCase()
}

function* pagesOf(rows: Iterable<unknown[]>, maxRows: number): Answer['pages'] {
  let page: SqlValue[][] = []
  let [count, characters] = [0, 0]
  for (const row of rows) {
    if (count === maxRows) {
      yield page
      return { rows: count, isCut: true }
    }
    const cells = row.map(cellOf)
    count += 1
    page.push(cells)
    characters += cells.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0)
    if (page.length < pagePolicy.rows && characters < pagePolicy.characters) continue
    yield page
    page = []
    characters = 0
  }
  if (page.length > 0) yield page
  return { rows: count, isCut: false }
}

function cellOf(value: unknown): SqlValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string') return value.length > pagePolicy.cellCharacters ? cut(value) : value
  return value instanceof Uint8Array ? `<${value.byteLength} bytes>` : null
}

function cut(text: string): string {
  return `${text.slice(0, pagePolicy.cellCharacters)}… (${text.length} characters)`
}
