import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { AppError } from '#engine/failure'
import type { Database } from '../database.ts'

export interface DatabaseCheck {
  /** Empty when all is well. */
  readonly problems: readonly string[]
  readonly attempts: number
  readonly unsettled: number
}

/** What the ledger names in the catalog, which no foreign key watches. */
const strays = [
  sql`select 'probe' as name from probe where model_id not in (select id from model) or served_model_id not in (select id from model)`,
  sql`select 'attempt' as name from attempt where request_model_id not in (select id from model) or served_model_id not in (select id from model)
    or pool_id not in (select id from pool) or price_version_id not in (select id from price_version)`,
] as const

/** SQLite's own look at the file, and ours at what rows name. Passes over everything there is. At most 20 problems of a kind. */
export async function checkDatabase(db: Kysely<Database>): Promise<DatabaseCheck> {
  const check = await sql<{ quick_check: string }>`pragma quick_check(20)`.execute(db)
  const gone = [sql`select "table" as name from pragma_foreign_key_check`, ...strays].map(async (rows) => {
    const found = await sql<{ name: string }>`select name from (${rows}) limit 20`.execute(db)
    return found.rows.map((row) => `a row of ${row.name} names a row that is gone`)
  })
  const counts = await sql<{
    attempts: number
    unsettled: number
  }>`select count(*) as attempts, coalesce(sum(state = 'started'), 0) as unsettled from attempt`.execute(db)
  return {
    problems: [...check.rows.map((row) => row.quick_check).filter((text) => text !== 'ok'), ...(await Promise.all(gone)).flat()],
    attempts: counts.rows[0]?.attempts ?? 0,
    unsettled: counts.rows[0]?.unsettled ?? 0,
  }
}

/** Copies the database as it stands into a new file, checks the copy, and only then gives it its name. CONFLICT when the file exists. */
export async function backup(
  db: Kysely<Database>,
  input: { readonly file: string },
): Promise<{ readonly file: string; readonly bytes: number; readonly attempts: number }> {
  if (existsSync(input.file)) throw new AppError({ code: 'CONFLICT', what: 'file', name: input.file, reason: 'exists' })
  const part = `${input.file}.part`
  rmSync(part, { force: true })
  await sql`vacuum into ${part}`.execute(db)
  const copy = new BetterSqlite(part, { readonly: true })
  const problem = copy.pragma('integrity_check(1)', { simple: true })
  const attempts = Number(copy.prepare('select count(*) from attempt').pluck().get())
  copy.close()
  if (problem !== 'ok') throw new AppError({ code: 'DATABASE_CORRUPT', file: part, detail: String(problem) })
  renameSync(part, input.file)
  return { file: input.file, bytes: statSync(input.file).size, attempts }
}
