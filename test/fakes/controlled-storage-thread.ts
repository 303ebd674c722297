import { existsSync } from 'node:fs'
import path from 'node:path'
import { BroadcastChannel, parentPort, workerData } from 'node:worker_threads'
import BetterSqlite from 'better-sqlite3'
// The one entry that is given a database of the test's own; an app names `storage-thread.ts`.
import { runStorageThread } from '../../src/main/engine/storage/run-storage-thread.ts'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import type { ThreadData } from '../../src/main/engine/storage/thread-protocol.ts'
import { channelOf, type DiskConditions } from './controlled-disk.ts'

/** Opens the real database; what its disk does from then on is said over a channel by the test. Only the writer's commits are held. */
function openControlled(file: string, options: { readonly readonly?: boolean } = {}): BetterSqlite.Database {
  const db = openDatabase(file, options)
  if (options.readonly !== true) control(db, file)
  return db
}

function control(db: BetterSqlite.Database, file: string): void {
  const channel = new BroadcastChannel(channelOf(file))
  let conditions: DiskConditions = {}
  let commits = 0
  channel.onmessage = (event) => {
    conditions = (event as { readonly data: DiskConditions }).data
    const pages = conditions.isFull === true ? Number(db.pragma('page_count', { simple: true })) : 4_294_967_294
    db.pragma(`max_page_count = ${pages}`)
    db.pragma(`query_only = ${conditions.isReadOnly === true ? 'ON' : 'OFF'}`)
    channel.postMessage({ commits })
  }
  channel.unref()
  const prepare = db.prepare.bind(db)
  db.prepare = ((sql: string) => {
    const statement = prepare(sql)
    if (sql !== 'commit') return statement
    const run = statement.run.bind(statement)
    statement.run = (...parameters) => {
      if (conditions.commitMs !== undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, conditions.commitMs)
      if (conditions.endsThread === true) process.exit(1)
      if (conditions.isFullButForReserve === true && existsSync(path.join(path.dirname(file), 'assay.reserve')))
        throw new BetterSqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
      if (conditions.failsCommits === true) throw new BetterSqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC')
      const result = run(...parameters)
      commits += 1
      return result
    }
    return statement
  }) as typeof db.prepare
}

if (parentPort !== null) await runStorageThread(parentPort, workerData as ThreadData, openControlled)
