import BetterSqlite from 'better-sqlite3'

export interface EngineLock {
  release(): void
}

/**
 * The workspace's exclusive lock: an open exclusive transaction on a file of its own. The system frees it when the holder dies,
 * a suspended holder keeps it, nothing expires. `undefined` when somebody else holds it. Throws SqliteError when the file can't be written.
 * The file must not be opened by other means in the holder's process: closing any handle on it would free the lock.
 */
export function takeEngineLock(file: string): EngineLock | undefined {
  const db = new BetterSqlite(file, { timeout: 0 })
  try {
    db.pragma('journal_mode = MEMORY')
    db.exec('begin exclusive')
    // On a file it may not write, SQLite begins a shared transaction instead and says nothing: only a change, never committed, proves the lock.
    db.pragma('user_version = 1')
  } catch (error) {
    db.close()
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
  return {
    release() {
      db.exec('rollback')
      db.close()
    },
  }
}
