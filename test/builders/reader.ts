import { Kysely, SqliteDialect } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Database } from '#engine/storage'
import { memoryWriter, planInto, type WriterUnderTest } from './write-context.ts'

/** A ledger in memory with so many planned probes, and Kysely on it; both go when the test has ended. */
export function openLedger(probes: number): WriterUnderTest & { readonly db: Kysely<Database> } {
  const writer = memoryWriter()
  planInto(writer, probes)
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: writer.context.db }) })
  onTestFinished(() => db.destroy())
  return { ...writer, db }
}
