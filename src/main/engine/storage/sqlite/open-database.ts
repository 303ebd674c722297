import BetterSqlite from 'better-sqlite3'

/** The pragmas every connection runs under, and what each reads back as. Source: design section 3. */
export const connectionPragmas: readonly (readonly [name: string, set: string, readBack: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['busy_timeout', '5000', 5000],
  ['journal_size_limit', '67108864', 67_108_864],
]

/**
 * Opens a database file with every pragma set and read back. A connection that does not say FULL opens at NORMAL in WAL mode
 * and may lose acknowledged commits on power loss, hence the check. A file that is made here can give free pages back a few at a time; that has to be said before its log is, and of an older one nothing comes of it. Throws SqliteError as it comes, and Error naming a pragma that did not take.
 */
export function openDatabase(file: string, options: { readonly readonly?: boolean } = {}): BetterSqlite.Database {
  const db = new BetterSqlite(file, options.readonly ? { readonly: true, fileMustExist: true } : {})
  try {
    if (!options.readonly) db.pragma('auto_vacuum = INCREMENTAL')
    for (const [name, set, readBack] of connectionPragmas) {
      if (options.readonly && name === 'journal_mode') continue
      db.pragma(`${name} = ${set}`)
      const got = db.pragma(name, { simple: true })
      if (got !== readBack) throw new Error(`${file}: PRAGMA ${name} is ${String(got)}, wanted ${readBack}`)
    }
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
