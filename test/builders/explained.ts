import type { Database as SqliteDatabase } from 'better-sqlite3'
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import type { Database } from '#engine/storage'
import { ReaderMemory } from '../../src/main/engine/storage/reads/reader-memory.ts'
import { Statements } from '../../src/main/engine/storage/sqlite/statements.ts'

export interface ExplainedQuery {
  readonly sql: string
  /** SQLite's own words, one a step: `SEARCH attempt USING INDEX …`, `SCAN provider`, `USE TEMP B-TREE FOR ORDER BY`. */
  readonly steps: readonly string[]
}

/** Runs a read and tells how SQLite goes about each of its queries, with the parameters it was given; of those that are prepared once, with none. */
export async function explain(
  db: SqliteDatabase,
  read: (db: Kysely<Database>, memory: ReaderMemory) => Promise<unknown>,
): Promise<ExplainedQuery[]> {
  const queries: Pick<CompiledQuery, 'sql' | 'parameters'>[] = []
  const kysely = new Kysely<Database>({ dialect: new SqliteDialect({ database: db }), log: ({ query }) => void queries.push(query) })
  await read(
    kysely,
    new ReaderMemory(new ToldStatements(db, (sql) => queries.push({ sql, parameters: sql.match(/\?/g)?.map(() => 1) ?? [] }))),
  )
  return queries.map(({ sql, parameters }) => {
    const rows = db.prepare(`explain query plan ${sql}`).all(...parameters) as { readonly detail: string }[]
    return { sql, steps: rows.map((row) => row.detail) }
  })
}

class ToldStatements extends Statements {
  readonly #tell: (sql: string) => void

  constructor(db: SqliteDatabase, tell: (sql: string) => void) {
    super(db)
    this.#tell = tell
  }

  override prepare(sql: string) {
    this.#tell(sql)
    return super.prepare(sql)
  }
}
