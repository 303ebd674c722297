import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { settleInput, startInput } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { openWriter, planInto } from '../../../../../test/builders/write-context.ts'
import type { Database } from '../database.ts'
import { openDatabase } from '../sqlite/open-database.ts'
import { backup, checkDatabase } from './health-reads.ts'

describe('checkDatabase', () => {
  it('finds nothing wrong with a ledger as it should be', async () => {
    const { db, write } = openLedger(2)
    write('startAttempt', startInput('a', 1))
    write('startAttempt', startInput('b', 2))
    write('settleAttempt', settleInput(1, 1, 'yes'))

    expect(await checkDatabase(db)).toEqual({ problems: [], attempts: 2, unsettled: 1 })
  })

  it.each([
    ['attempt', 'update attempt set request_model_id = 9'],
    ['attempt', 'update attempt set served_model_id = 9'],
    ['attempt', 'update attempt set pool_id = 9'],
    ['attempt', 'update attempt set price_version_id = 9'],
    ['probe', 'update probe set model_id = 9'],
    ['probe', 'update probe set served_model_id = 9'],
    ['run_model', 'pragma foreign_keys = off; update run_model set model_id = 9'],
  ])('finds a row of %s that names what is gone: %s', async (table, change) => {
    const { db, write, context } = openLedger(1)
    write('startAttempt', startInput('a', 1))
    context.db.exec(change)

    expect((await checkDatabase(db)).problems).toEqual([`a row of ${table} names a row that is gone`])
  })
})

describe('backup', () => {
  /** A reader's connection to a file with one attempt. */
  function fileLedger() {
    const writer = openWriter()
    planInto(writer, 1)
    writer.write('startAttempt', startInput('a', 1))
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: openDatabase(writer.file, { readonly: true }) }) })
    onTestFinished(() => db.destroy())
    return { db, folder: writer.folder, writer }
  }

  it('copies all that is committed, and leaves no part behind', async () => {
    const { db, folder } = fileLedger()
    const file = path.join(folder, 'copy.db')

    expect(await backup(db, { file })).toEqual({ file, bytes: expect.any(Number), attempts: 1 })
    const copy = openDatabase(file, { readonly: true })
    expect(copy.prepare('select ulid from attempt').pluck().all()).toEqual(['a'])
    copy.close()
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('takes no file’s place', async () => {
    const { db, folder } = fileLedger()
    const file = path.join(folder, 'mine.txt')
    writeFileSync(file, 'mine')

    await expect(backup(db, { file })).rejects.toMatchObject({ failure: { code: 'CONFLICT', what: 'file', name: file, reason: 'exists' } })
  })

  it('leaves the connection read-only', async () => {
    const { db, folder, writer } = fileLedger()
    await backup(db, { file: path.join(folder, 'copy.db') })

    await expect(db.deleteFrom('attempt').execute()).rejects.toMatchObject({ code: 'SQLITE_READONLY' })
    expect(writer.rows('select ulid from attempt')).toEqual([{ ulid: 'a' }])
    expect(existsSync(path.join(folder, 'copy.db'))).toBe(true)
  })
})
