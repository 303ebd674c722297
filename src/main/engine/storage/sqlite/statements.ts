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

/** Runs compiled queries synchronously on the write connection, each SQL text prepared once. */
export class Statements {
  readonly db: BetterSqlite.Database
  readonly #prepared = new Map<string, BetterSqlite.Statement<unknown[]>>()

  constructor(db: BetterSqlite.Database) {
    this.db = db
  }

  prepare(sql: string): BetterSqlite.Statement<unknown[]> {
    let statement = this.#prepared.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare<unknown[]>(sql)
      this.#prepared.set(sql, statement)
    }
    return statement
  }

  /** Rows changed, and the integer key of a row inserted. */
  run(query: Compilable): { readonly changes: number; readonly id: number } {
    const { sql, parameters } = query.compile()
    const { changes, lastInsertRowid } = this.prepare(sql).run(...parameters)
    return { changes, id: Number(lastInsertRowid) }
  }

  all<Row>(query: { compile(): { sql: string; parameters: readonly unknown[] }; execute(): Promise<Row[]> }): Row[] {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).all(...parameters) as Row[]
  }

  first<Row>(query: { compile(): { sql: string; parameters: readonly unknown[] }; execute(): Promise<Row[]> }): Row | undefined {
    const { sql, parameters } = query.compile()
    return this.prepare(sql).get(...parameters) as Row | undefined
  }
}
