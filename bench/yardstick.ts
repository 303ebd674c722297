import { createHash } from 'node:crypto'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'

/** What the machine does without us. Units: milliseconds, the best of three. */
export interface Yardstick {
  readonly jsonMs: number
  readonly sha256Ms: number
  readonly sqliteMs: number
  readonly totalMs: number
}

const tries = 3

/** JSON both ways, hashing, and 10,000 SQLite inserts of which each hundred is synced: always the same work. */
export function measureYardstick(folder: string): Yardstick {
  const jsonMs = best(json)
  const sha256Ms = best(sha256)
  const sqliteMs = best((attempt) => sqlite(path.join(folder, `yardstick-${attempt}.db`)))
  return { jsonMs, sha256Ms, sqliteMs, totalMs: jsonMs + sha256Ms + sqliteMs }
}

function best(work: (attempt: number) => void): number {
  const times = Array.from({ length: tries }, (_, attempt) => {
    const startedMs = performance.now()
    work(attempt)
    return performance.now() - startedMs
  })
  return Math.min(...times)
}

function json(): void {
  const rows = Array.from({ length: 2000 }, (_, id) => ({ id, name: `row ${id}`, tags: ['a', 'b', 'c'], nested: { value: id / 3 } }))
  for (let turn = 0; turn < 20; turn += 1) JSON.parse(JSON.stringify(rows))
}

function sha256(): void {
  const block = Buffer.alloc(1024 * 1024, 7)
  const hash = createHash('sha256')
  for (let turn = 0; turn < 64; turn += 1) hash.update(block)
  hash.digest()
}

function sqlite(file: string): void {
  const db = new BetterSqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table item (id integer primary key, name text not null, size integer not null) strict')
  const insert = db.prepare('insert into item (name, size) values (?, ?)')
  const hundred = db.transaction((from: number) => {
    for (let index = from; index < from + 100; index += 1) insert.run(`item ${index}`, index)
  })
  for (let from = 0; from < 10_000; from += 100) hundred.immediate(from)
  db.close()
}
