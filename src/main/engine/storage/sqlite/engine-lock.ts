import BetterSqlite from 'better-sqlite3'

/**
 * The workspace's exclusive lock: an open exclusive transaction on a file of its own. The system frees it when the holder dies,
 * a suspended holder keeps it, nothing expires. `undefined` when somebody else holds it.
 * The file must not be opened a second time in the holder's process: closing any handle on it would free the lock.
 */
export function takeEngineLock(file: string): { release(): void } | undefined {
  const db = new BetterSqlite(file, { timeout: 0 })
  try {
    db.pragma('journal_mode = DELETE')
    db.exec('begin exclusive')
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
