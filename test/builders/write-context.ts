import { copyFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { inject, onTestFinished } from 'vitest'
import { reserveAt } from '../../src/main/engine/storage/reserve-file.ts'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import { WriteContext } from '../../src/main/engine/storage/write-context.ts'
import { runGroup } from '../../src/main/engine/storage/write-group.ts'
import type { WriteName, Writes } from '../../src/main/engine/storage/writes/index.ts'
import { modelInput, pageInput, providerInput, runInput } from './ledger.ts'
import { emptyImage } from './new-workspace.ts'
import { temporaryFolder } from './temporary-folder.ts'

type Input<Name extends WriteName> = Parameters<Writes[Name]> extends [unknown, infer Given] ? Given : undefined

export interface WriterUnderTest {
  readonly context: WriteContext
  readonly folder: string
  readonly file: string
  /** One write, in a group of its own. Throws what it was answered. */
  write<Name extends WriteName>(name: Name, input: Input<Name>): ReturnType<Writes[Name]>
  rows(sql: string, ...parameters: readonly unknown[]): unknown[]
}

/** What the writer thread holds, without the thread: a migrated file of its own, at epoch 1. */
export function openWriter(): WriterUnderTest {
  const folder = temporaryFolder()
  const file = path.join(folder, 'assay.db')
  copyFileSync(inject('emptyDatabase'), file)
  const db = openDatabase(file)
  onTestFinished(() => void db.close())
  db.exec('insert into workspace (id, epoch, created_at_ms) values (1, 1, 0)')
  return writerOf(new WriteContext(db, reserveAt(path.join(folder, 'assay.reserve'))), 1)
}

/** The same in memory, for what asks nothing of a disk. Its owner closes `context.db`. */
export function memoryWriter(): WriterUnderTest {
  const db = new BetterSqlite(emptyImage())
  db.pragma('foreign_keys = ON')
  db.exec('insert into workspace (id, epoch, created_at_ms) values (1, 1, 0)')
  return writerOf(new WriteContext(db, { giveUp: () => false, restore: () => undefined }), 1)
}

export function writerOf(context: WriteContext, epoch: number): WriterUnderTest {
  const file = context.db.name
  return {
    context,
    folder: path.dirname(file),
    file,
    write(name, input) {
      const [result] = runGroup(context, [{ name, input }], epoch)
      if (result?.ok !== true) throw Object.assign(new Error(result?.error.message ?? 'no answer'), result?.error)
      return result.value as ReturnType<Writes[typeof name]>
    },
    rows: (sql, ...parameters) => context.db.prepare(sql).all(...parameters),
  }
}

/** Provider, model, price and run 1, with so many planned probes: 1, 2, 3, … */
export function planInto(writer: WriterUnderTest, probes: number): void {
  writer.write('edit', providerInput())
  writer.write('edit', modelInput())
  const { runId } = writer.write('createRun', runInput())
  const page = pageInput(runId, probes)
  writer.write('addPrompts', page.prompts)
  writer.write('planProbes', page.probes)
}
