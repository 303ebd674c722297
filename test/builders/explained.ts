import type { Database as SqliteDatabase } from 'better-sqlite3'
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely'
import type { Database } from '#engine/storage'

export interface ExplainedQuery {
  readonly sql: string
  /** SQLite's own words, one a step: `SEARCH attempt USING INDEX …`, `SCAN provider`, `USE TEMP B-TREE FOR ORDER BY`. */
  readonly steps: readonly string[]
}

/** Runs a read and tells how SQLite goes about each of its queries, with the parameters it was given. */
export async function explain(db: SqliteDatabase, read: (db: Kysely<Database>) => Promise<unknown>): Promise<ExplainedQuery[]> {
  const queries: CompiledQuery[] = []
  const kysely = new Kysely<Database>({ dialect: new SqliteDialect({ database: db }), log: ({ query }) => void queries.push(query) })
  await read(kysely)
  return queries.map(({ sql, parameters }) => {
    const rows = db.prepare(`explain query plan ${sql}`).all(...parameters) as { readonly detail: string }[]
    return { sql, steps: rows.map((row) => row.detail) }
  })
}
