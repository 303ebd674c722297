import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../test/builders/temporary-folder.ts'
import { keepCopy } from './keep-copy.ts'
import { openDatabase } from './sqlite/open-database.ts'

function opened(folder: string) {
  const db = openDatabase(path.join(folder, 'assay.db'))
  db.exec(`create table note (text text) strict; insert into note values ('one')`)
  return db
}

describe('keepCopy', () => {
  it('holds what is committed, though a reader keeps it in the log', () => {
    const folder = temporaryFolder()
    const db = opened(folder)
    const reader = openDatabase(path.join(folder, 'assay.db'), { readonly: true })
    reader.exec('begin')
    reader.prepare('select * from note').all()
    db.exec(`insert into note values ('two')`)
    keepCopy(db, path.join(folder, 'backups'), 'copy.db')
    reader.close()
    db.close()
    const copy = openDatabase(path.join(folder, 'backups', 'copy.db'))

    expect(copy.prepare('select text from note').pluck().all()).toEqual(['one', 'two'])
    copy.close()
  })

  it('starts over where an earlier copy was cut short, and leaves no part behind', () => {
    const folder = temporaryFolder()
    const db = opened(folder)
    writeFileSync(path.join(folder, 'copy.db.part'), 'half')
    keepCopy(db, folder, 'copy.db')
    db.close()

    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
  })
})
