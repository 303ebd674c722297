import { existsSync, renameSync, statSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'
import { AppError } from '#engine/failure'
import { walBytes } from './sqlite/wal-checkpoint.ts'

const parts = ['', '-wal', '-shm'] as const

/**
 * Runs `open`; a database found corrupt is renamed, its log with it, and DATABASE_CORRUPT thrown. Nothing is deleted, and no file is overwritten.
 * `open` must have closed what it opened when it throws.
 */
export function keepAsideIfCorrupt<Opened>(file: string, nowMs: number, open: () => Opened): Opened {
  // SQLite deletes the log of a database file that is empty.
  if (statSync(file, { throwIfNoEntry: false })?.size === 0 && walBytes(file) > 0)
    throw keepAside(file, nowMs, 'the file is empty, its log is not')
  try {
    return open()
  } catch (error) {
    if (!(error instanceof BetterSqlite.SqliteError) || !/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) throw error
    throw keepAside(file, nowMs, error.message, error)
  }
}

function keepAside(file: string, nowMs: number, detail: string, cause?: Error): AppError {
  const keptAs = freeName(`${file}.corrupt-${nowMs}`)
  for (const part of parts) if (existsSync(file + part)) renameSync(file + part, keptAs + part)
  return new AppError({ code: 'DATABASE_CORRUPT', file, keptAs, detail }, { cause })
}

function freeName(wanted: string): string {
  let name = wanted
  for (let number = 2; parts.some((part) => existsSync(name + part)); number += 1) name = `${wanted}-${number}`
  return name
}
