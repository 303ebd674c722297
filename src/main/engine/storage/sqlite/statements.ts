import type BetterSqlite from 'better-sqlite3'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Database } from '../database.ts'

/** Compiles queries; executes nothing, so that no await can come between BEGIN and COMMIT. */
export const compiler = new Kysely<Database>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

interface Compilable {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] }
}

interface Selecting<Row> extends Compilable {
  execute(): Promise<Row[]>
}

type Statement = BetterSqlite.Statement<unknown[]>

/**
 * Runs statements synchronously on the write connection, each SQL text prepared once.
 * What is done for every call has its SQL written out; Kysely compiles what people edit (a compilation costs as much as the statement).
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

  /** Rows changed, and the integer key of a row inserted. */
  run(query: Compilable): { readonly changes: number; readonly id: number } {
    const { sql, parameters } = query.compile()
    const { changes, lastInsertRowid } = this.prepare(sql).run(...parameters)
    return { changes, id: Number(lastInsertRowid) }
  }

  first<Row>(query: Selecting<Row>): Row | undefined {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).get(...parameters) as Row | undefined
  }
}
