import type { Database } from './database.ts'
import type { CallConditions, CallWindow, ExportedCall, Extent } from './reads/export-reads.ts'

/** The database as a report reads it, in short reads, one after another, in whichever thread it was opened. Must be closed. */
export interface LongReader {
  callExtent(input: { readonly conditions: CallConditions; readonly watermark: number }): Promise<Extent | undefined>
  callsOfWindow(window: CallWindow): Promise<ExportedCall[]>
  close(): Promise<void>
}

/** A connection of its own that only reads. Loaded when it is first wanted: the engine's own thread knows no SQLite. Throws SqliteError as it comes. */
export async function openLongReader(file: string): Promise<LongReader> {
  const [{ Kysely, SqliteDialect }, { openDatabase }, { callExtent, callsOfWindow }] = await Promise.all([
    import('kysely'),
    import('./sqlite/open-database.ts'),
    import('./reads/export-reads.ts'),
  ])
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: openDatabase(file, { readonly: true }) }) })
  return {
    callExtent: (input) => callExtent(db, input),
    callsOfWindow: (window) => callsOfWindow(db, window),
    close: () => db.destroy(),
  }
}
