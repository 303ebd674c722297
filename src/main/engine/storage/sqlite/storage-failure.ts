import BetterSqlite from 'better-sqlite3'

/**
 * Whether the file or its disk refused, and not the statement: the whole group ends, and the same write may stand later.
 * A broken constraint or bad SQL is a bug of ours; to repeat it would be for ever.
 */
export function isStorageFailure(error: unknown): error is InstanceType<typeof BetterSqlite.SqliteError> {
  return error instanceof BetterSqlite.SqliteError && refusals.test(error.code)
}

const refusals = /^SQLITE_(AUTH|BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOLFS|NOMEM|NOTADB|PERM|PROTOCOL|READONLY)/
