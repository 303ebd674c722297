import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type * as exportReads from './reads/export-reads.ts'

type Reads = typeof exportReads
type Read<Name extends keyof Reads> = Reads[Name] extends (db: Kysely<Database>, input: infer Input, ...more: never[]) => infer Answer
  ? (input: Input) => Answer
  : never

/** The database as a report reads it, in short reads, one after another, in whichever thread it was opened. Must be closed. */
export type LongReader = { readonly [Name in keyof Reads]: Read<Name> } & { close(): Promise<void> }

/** A connection of its own that only reads. Loaded when it is first wanted: the engine's own thread knows no SQLite. Throws SqliteError as it comes. */
export async function openLongReader(file: string): Promise<LongReader> {
  const [{ Kysely: Queries, SqliteDialect }, { openDatabase }, { ExportNames }, reads] = await Promise.all([
    import('kysely'),
    import('./sqlite/open-database.ts'),
    import('./reads/export-names.ts'),
    import('./reads/export-reads.ts'),
  ])
  const db = new Queries<Database>({ dialect: new SqliteDialect({ database: openDatabase(file, { readonly: true }) }) })
  const names = new ExportNames()
  return {
    billedCallsAt: (input) => reads.billedCallsAt(db, input),
    bodiesOf: (input) => reads.bodiesOf(db, input),
    callPlaces: (input) => reads.callPlaces(db, input),
    callsAt: (input) => reads.callsAt(db, input, names),
    citedAt: (input) => reads.citedAt(db, input),
    frozenBatch: (input) => reads.frozenBatch(db, input),
    pricesOfModel: (input) => reads.pricesOfModel(db, input),
    close: () => db.destroy(),
  }
}
