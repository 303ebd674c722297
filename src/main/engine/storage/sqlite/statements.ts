import type BetterSqlite from 'better-sqlite3'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Database } from '../database.ts'

type Statement = BetterSqlite.Statement<unknown[]>

/** Tables whose rows are named by an integer `id`. */
type Keyed = { [Table in keyof Database]: 'id' extends keyof Database[Table] ? Table : never }[keyof Database]

/**
 * Runs statements synchronously on the write connection, each SQL text prepared once, so that no await can come between BEGIN and COMMIT.
 * SQL is written out, or made here from a row's columns; Kysely lends its types alone: to load it takes a quarter of a second of CPU,
 * and to compile a statement with it takes longer than to run one.
 */
export class Statements {
  readonly db: BetterSqlite.Database
  readonly #prepared = new Map<string, Statement>()
  readonly #plucked = new Map<string, Statement>()

  constructor(db: BetterSqlite.Database) {
    this.db = db
  }

  prepare(sql: string): Statement {
    let statement = this.#prepared.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare<unknown[]>(sql)
      this.#prepared.set(sql, statement)
    }
    return statement
  }

  /** The first column of the first row; undefined when there is no row. Kept apart from `prepare`: a plucked statement stays plucked. */
  value(sql: string, ...parameters: readonly unknown[]): unknown {
    let statement = this.#plucked.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare<unknown[]>(sql).pluck()
      this.#plucked.set(sql, statement)
    }
    return statement.get(...parameters)
  }

  /** Inserts a row; columns that are absent or undefined take their default. Answers with its integer key. */
  insert<Table extends Keyed>(table: Table, row: Insertable<Database[Table]>): number {
    const columns = columnsOf(row)
    const names = columns.map(([name]) => name).join(', ')
    const marks = columns.map(() => '?').join(', ')
    const { lastInsertRowid } = this.prepare(`insert into ${table} (${names}) values (${marks})`).run(...columns.map(([, value]) => value))
    return Number(lastInsertRowid)
  }

  /** Changes the columns given, and no other. */
  update<Table extends Keyed>(table: Table, id: number, patch: Updateable<Database[Table]>): void {
    const columns = columnsOf(patch)
    if (columns.length === 0) return
    const sets = columns.map(([name]) => `${name} = ?`).join(', ')
    this.prepare(`update ${table} set ${sets} where id = ?`).run(...columns.map(([, value]) => value), id)
  }

  find<Table extends Keyed>(table: Table, id: number): Selectable<Database[Table]> | undefined {
    return this.prepare(`select * from ${table} where id = ?`).get(id) as Selectable<Database[Table]> | undefined
  }
}

function columnsOf(row: object): [name: string, value: unknown][] {
  const columns = Object.entries(row).filter(([, value]) => value !== undefined)
  for (const [name] of columns) if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`not a column: ${name}`)
  return columns
}
