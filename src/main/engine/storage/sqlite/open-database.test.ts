import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../../test/builders/temporary-folder.ts'
import { connectionPragmas, openDatabase } from './open-database.ts'

function fileWithOneRow(): string {
  const file = path.join(temporaryFolder(), 'assay.db')
  const db = openDatabase(file)
  db.exec('create table note (text text not null) strict; insert into note values (1)')
  db.close()
  return file
}

describe('openDatabase', () => {
  it.each(connectionPragmas)('a second connection runs under %s after a write', (name, _set, readBack) => {
    const file = fileWithOneRow()
    const first = openDatabase(file)
    const second = openDatabase(file)
    second.exec("insert into note values ('two')")

    expect(second.pragma(name, { simple: true })).toBe(readBack)
    expect(first.pragma(name, { simple: true })).toBe(readBack)
    first.close()
    second.close()
  })

  it.each(connectionPragmas)('a reader runs under %s', (name, _set, readBack) => {
    const reader = openDatabase(fileWithOneRow(), { readonly: true })

    expect(reader.pragma(name, { simple: true })).toBe(readBack)
    reader.close()
  })

  it('covers what the design asks of every connection', () => {
    expect(Object.fromEntries(connectionPragmas.map(([name, set]) => [name, set]))).toMatchObject({
      journal_mode: 'WAL',
      synchronous: 'FULL',
      fullfsync: 'ON',
      checkpoint_fullfsync: 'ON',
      foreign_keys: 'ON',
      trusted_schema: 'OFF',
      busy_timeout: expect.any(String),
      journal_size_limit: expect.any(String),
    })
  })

  it('a reader sees what another connection committed and can change nothing', () => {
    const file = fileWithOneRow()
    const writer = openDatabase(file)
    const reader = openDatabase(file, { readonly: true })
    writer.exec("insert into note values ('two')")

    expect(reader.prepare('select count(*) from note').pluck().get()).toBe(2)
    expect(() => reader.exec("insert into note values ('three')")).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }))
    reader.close()
    writer.close()
  })

  it('a reader makes no file', () => {
    expect(() => openDatabase(path.join(temporaryFolder(), 'none.db'), { readonly: true })).toThrow(
      expect.objectContaining({ code: 'SQLITE_CANTOPEN' }),
    )
  })
})
