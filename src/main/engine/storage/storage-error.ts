/** SQLite could not keep something, whatever the reason. `sqliteCode` as SQLite names it: `SQLITE_FULL`, `SQLITE_IOERR_WRITE`, … */
export class StorageError extends Error {
  readonly sqliteCode: string

  constructor(sqliteCode: string, message: string) {
    super(message)
    this.name = 'StorageError'
    this.sqliteCode = sqliteCode
  }

  get reason(): 'full' | 'read_only' | 'io' {
    if (this.sqliteCode.startsWith('SQLITE_FULL')) return 'full'
    return /^SQLITE_(READONLY|CANTOPEN)/.test(this.sqliteCode) ? 'read_only' : 'io'
  }
}

/** Bytes held back in a file: given up at the first "disk full", so that answers in flight still find room; wanted back before anything new is sent. */
export const reserveBytes = 16 * 1024 * 1024
