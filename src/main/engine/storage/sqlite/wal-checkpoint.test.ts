import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../../../test/builders/temporary-folder.ts'
import { openDatabase } from './open-database.ts'
import { type CheckpointPolicy, WalCheckpoint, walBytes } from './wal-checkpoint.ts'

const kib = 1024
const policy: CheckpointPolicy = { walBytes: 256 * kib, fileBytes: 512 * kib, waitMs: 0, groupsBetweenTries: 3 }

function opened(): { readonly db: Database; readonly file: string; readonly checkpoint: WalCheckpoint; group(): void } {
  const file = path.join(temporaryFolder(), 'assay.db')
  const db = openDatabase(file)
  onTestFinished(() => void db.close())
  db.exec('create table note (data blob) strict')
  const checkpoint = new WalCheckpoint(db, policy)
  const insert = db.prepare('insert into note values (zeroblob(65536))')
  const group = () => {
    insert.run()
    checkpoint.afterGroup()
  }
  return { db, file, checkpoint, group }
}

/** A reader in the middle of its read. */
function readingFrom(file: string): Database {
  const reader = openDatabase(file, { readonly: true })
  onTestFinished(() => void reader.close())
  reader.exec('begin')
  reader.prepare('select count(*) from note').get()
  return reader
}

describe('WalCheckpoint', () => {
  it('leaves the log alone while it is short', () => {
    const { file, group } = opened()
    group()

    expect(walBytes(file)).toBeGreaterThan(60 * kib)
  })

  it('writes over the log once it is long, and never lets it grow', () => {
    const { file, group, db } = opened()
    let longest = 0
    for (let number = 0; number < 40; number += 1) {
      group()
      longest = Math.max(longest, walBytes(file))
    }

    expect(longest).toBeLessThan(policy.walBytes + 80 * kib)
    expect(walBytes(file)).toBe(longest)
    expect(db.prepare('select count(*) from note').pluck().get()).toBe(40)
  })

  it('folds the log only when it has filled again', () => {
    const { group, db } = opened()
    for (let number = 0; number < 6; number += 1) group()
    const held = () => (db.pragma('wal_checkpoint(NOOP)') as { readonly log: number }[])[0]?.log ?? 0
    const before = held()
    group()

    expect(held()).toBeGreaterThan(before)
  })

  it('cuts a file that has grown too long', () => {
    const { file, group, db } = opened()
    db.exec('insert into note values (zeroblob(1048576))')
    expect(walBytes(file)).toBeGreaterThan(policy.fileBytes)
    group()

    expect(walBytes(file)).toBe(0)
  })

  it('never folds the log inside a commit', () => {
    const { db, file } = opened()
    const insert = db.prepare('insert into note values (zeroblob(1048576))')
    for (let number = 0; number < 8; number += 1) insert.run()

    expect(walBytes(file)).toBeGreaterThan(8 * kib * kib)
  })

  it('goes on beside a reader, and folds the log when that has read', () => {
    const { file, group } = opened()
    const reader = readingFrom(file)
    for (let number = 0; number < 8; number += 1) group()
    expect(walBytes(file)).toBeGreaterThan(policy.walBytes)

    reader.exec('commit')
    for (let number = 0; number <= policy.groupsBetweenTries; number += 1) group()
    expect(walBytes(file)).toBeLessThan(policy.walBytes + 80 * kib)
  })

  it('does not try at every group while a reader is in the way', () => {
    const { file, group } = opened()
    const reader = readingFrom(file)
    for (let number = 0; number < 5; number += 1) group()
    reader.exec('commit')
    const before = walBytes(file)
    group()

    expect(walBytes(file)).toBeGreaterThan(before)
  })

  it('leaves how long the connection waits for others as it was', () => {
    const { db, group } = opened()
    for (let number = 0; number < 6; number += 1) group()

    expect(db.pragma('busy_timeout', { simple: true })).toBe(5000)
  })
})

describe('walBytes', () => {
  it('is 0 where there is no log', () => {
    expect(walBytes(path.join(temporaryFolder(), 'none.db'))).toBe(0)
  })
})
