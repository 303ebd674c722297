import { Kysely, SqliteDialect } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Database } from '#engine/storage'
import { ReaderMemory } from '../../src/main/engine/storage/reads/reader-memory.ts'
import { Statements } from '../../src/main/engine/storage/sqlite/statements.ts'
import { memoryWriter, planInto, type WriterUnderTest } from './write-context.ts'

/** A ledger in memory with so many planned probes, and Kysely on it; both go when the test has ended. */
export function openLedger(probes: number): WriterUnderTest & { readonly db: Kysely<Database>; readonly memory: ReaderMemory } {
  const writer = memoryWriter()
  planInto(writer, probes)
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: writer.context.db }) })
  onTestFinished(() => db.destroy())
  return { ...writer, db, memory: new ReaderMemory(new Statements(writer.context.db)) }
}
