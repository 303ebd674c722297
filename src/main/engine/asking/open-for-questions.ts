import { zstdDecompressSync } from 'node:zlib'
import BetterSqlite from 'better-sqlite3'
import { type DocumentedView, documentedViews } from '#engine/questions'

/** What SQLite may hold of memory for one question. */
const mostBytes = 512 * 1024 * 1024

/**
 * A connection that only reads, and on which the documented views stand before the tables of the same names; those are reached as `main.event`.
 * Throws SqliteError as it comes.
 */
export function openForQuestions(file: string): BetterSqlite.Database {
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true })
  try {
    db.pragma('trusted_schema = OFF')
    db.pragma('busy_timeout = 5000')
    db.pragma(`hard_heap_limit = ${mostBytes}`)
    for (const view of viewsIn(db)) db.exec(`create temp view ${view.name} as ${view.sql}`)
    db.pragma('query_only = ON')
    addBodies(db, file)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Those of which the tables are there. */
export function viewsIn(db: BetterSqlite.Database): DocumentedView[] {
  const tables = new Set(db.prepare(`select name from main.sqlite_schema where type in ('table', 'view')`).pluck().all())
  return documentedViews.filter(({ of }) => tables.has(of))
}

/** `body(hash)`: a long text whole, null where it is kept no more. Over a connection of its own, as the first is in the middle of a question. */
function addBodies(db: BetterSqlite.Database, file: string): void {
  const bodies = new BetterSqlite(file, { readonly: true, fileMustExist: true })
  const find = bodies.prepare<[unknown], { encoding: string; data: Buffer }>('select encoding, data from body where hash = ?')
  db.function('body', { directOnly: true }, (hash: unknown) => {
    const row = find.get(hash)
    if (row === undefined) return null
    return (row.encoding === 'zstd' ? zstdDecompressSync(row.data) : row.data).toString()
  })
}
