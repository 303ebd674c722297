import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { AppError } from '#engine/failure'
import type { Database } from '../database.ts'

/** SQLite's own look at the file: empty when all is well. */
export async function checkDatabase(
  db: Kysely<Database>,
): Promise<{ readonly problems: readonly string[]; readonly attempts: number; readonly unsettled: number }> {
  const check = await sql<{ quick_check: string }>`pragma quick_check(20)`.execute(db)
  const foreign = await sql<{ table: string }>`pragma foreign_key_check`.execute(db)
  const counts = await sql<{
    attempts: number
    unsettled: number
  }>`select count(*) as attempts, coalesce(sum(state = 'started'), 0) as unsettled from attempt`.execute(db)
  return {
    problems: [
      ...check.rows.map((row) => row.quick_check).filter((text) => text !== 'ok'),
      ...foreign.rows.map((row) => `a row of ${row.table} names a row that is gone`),
    ],
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
  await copyInto(db, part)
  const copy = new BetterSqlite(part, { readonly: true })
  const problem = copy.pragma('integrity_check(1)', { simple: true })
  const attempts = Number(copy.prepare('select count(*) from attempt').pluck().get())
  copy.close()
  if (problem !== 'ok') throw new AppError({ code: 'DATABASE_CORRUPT', file: part, detail: String(problem) })
  renameSync(part, input.file)
  return { file: input.file, bytes: statSync(input.file).size, attempts }
}

/** SQLite takes a copy into another file for a write, too: `query_only` is lifted for it. The connection itself is opened read-only. */
async function copyInto(db: Kysely<Database>, file: string): Promise<void> {
  await sql`pragma query_only = off`.execute(db)
  try {
    await sql`vacuum into ${file}`.execute(db)
  } finally {
    await sql`pragma query_only = on`.execute(db)
  }
}
