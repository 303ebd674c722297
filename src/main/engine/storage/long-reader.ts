import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type * as probeReads from './reads/export-probe-reads.ts'
import type * as exportReads from './reads/export-reads.ts'
import type { ExportedCall } from './reads/exported-calls.ts'

type Reads = typeof exportReads & typeof probeReads
type Read<Name extends keyof Reads> = Reads[Name] extends (db: Kysely<Database>, input: infer Input, ...more: never[]) => infer Answer
  ? (input: Input) => Answer
  : never

/** The database as a report reads it, in short reads, one after another, in whichever thread it was opened. Must be closed. */
export type LongReader = { readonly [Name in keyof Reads]: Read<Name> } & {
  callsAt(input: { readonly places: readonly number[] }): ExportedCall[]
  close(): Promise<void>
}

/** A connection of its own that only reads. Loaded when it is first wanted: the engine's own thread knows no SQLite. Throws SqliteError as it comes. */
export async function openLongReader(file: string): Promise<LongReader> {
  const [{ Kysely: Queries, SqliteDialect }, { openDatabase }, { Statements }, { ExportedCalls }, probes, reads] = await Promise.all([
    import('kysely'),
    import('./sqlite/open-database.ts'),
    import('./sqlite/statements.ts'),
    import('./reads/exported-calls.ts'),
    import('./reads/export-probe-reads.ts'),
    import('./reads/export-reads.ts'),
  ])
  const database = openDatabase(file, { readonly: true })
  const db = new Queries<Database>({ dialect: new SqliteDialect({ database }) })
  const calls = new ExportedCalls(new Statements(database))
  return {
    answersBefore: (input) => reads.answersBefore(db, input),
    billedCallsAt: (input) => reads.billedCallsAt(db, input),
    bodiesOf: (input) => reads.bodiesOf(db, input),
    callPlaces: (input) => reads.callPlaces(db, input),
    callsAt: ({ places }) => calls.at(places),
    citedAt: (input) => reads.citedAt(db, input),
    frozenBatch: (input) => reads.frozenBatch(db, input),
    probesAt: (input) => probes.probesAt(db, input),
    promptRows: (input) => probes.promptRows(db, input),
    pricesOfModel: (input) => reads.pricesOfModel(db, input),
    close: () => db.destroy(),
  }
}
