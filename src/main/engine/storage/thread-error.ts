import BetterSqlite from 'better-sqlite3'
import { AppError } from '#engine/failure'
import { isStorageFailure } from './sqlite/storage-failure.ts'
import type { ThreadError } from './thread-protocol.ts'

/** An error as it crosses from a storage thread. */
export function toThreadError(error: unknown): ThreadError {
  if (error instanceof AppError) return { failure: error.failure, message: error.message }
  if (isStorageFailure(error)) return { sqlite: error.code, message: error.message }
  if (error instanceof BetterSqlite.SqliteError) return { message: `${error.code}: ${error.stack ?? error.message}` }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
