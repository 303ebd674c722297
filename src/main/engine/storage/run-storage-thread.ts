import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import type BetterSqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Database } from './database.ts'
import { openWorkspace } from './open-workspace.ts'
import { reads } from './reads/index.ts'
import type { openDatabase } from './sqlite/open-database.ts'
import type { FromThread, Settled, ThreadData, ToThread } from './thread-protocol.ts'
import { runGroup, toThreadError } from './write-group.ts'

/** Given up at the first "disk full", so that answers in flight still find room. */
const reserveBytes = 16 * 1024 * 1024

type Open = typeof openDatabase

/** The whole of a storage thread: it answers `opened` or `failed` once, then every message in the order it came. */
export function runStorageThread(port: MessagePort, data: ThreadData, open: Open): void {
  try {
    if (data.role === 'writer') runWriter(port, data, open)
    else runReader(port, data.file, open)
  } catch (error) {
    post(port, { kind: 'failed', error: toThreadError(error) })
    port.close()
  }
}

function runWriter(port: MessagePort, data: Extract<ThreadData, { role: 'writer' }>, open: Open): void {
  const workspace = openWorkspace(data, open)
  keepReserve(data.reserveFile)
  const options = { epoch: workspace.opened.epoch, onFull: () => giveUpReserve(data.reserveFile) }
  port.on('message', (message: ToThread) => {
    if (message.kind === 'group') {
      post(port, { kind: 'group', results: runGroup(workspace.context, message.writes, options) })
    } else if (message.kind === 'close') {
      workspace.context.db.pragma('wal_checkpoint(TRUNCATE)')
      workspace.close()
      post(port, { kind: 'closed' })
      port.close()
    }
  })
  post(port, { kind: 'opened', opened: workspace.opened })
}

function runReader(port: MessagePort, file: string, open: Open): void {
  const db = open(file, { readonly: true })
  const kysely = createReader(db)
  port.on('message', (message: ToThread) => {
    if (message.kind === 'read') void answer(kysely, message).then((result) => post(port, { kind: 'read', id: message.id, result }))
    else if (message.kind === 'close') {
      void kysely.destroy().then(() => {
        post(port, { kind: 'closed' })
        port.close()
      })
    }
  })
  post(port, { kind: 'opened', opened: undefined })
}

/** Kysely over a read-only connection. `destroy()` closes it. */
export function createReader(db: BetterSqlite.Database): Kysely<Database> {
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: db }) })
}

async function answer(db: Kysely<Database>, message: Extract<ToThread, { kind: 'read' }>): Promise<Settled> {
  try {
    const read = reads[message.name] as (db: Kysely<Database>, input: unknown) => Promise<unknown>
    return { ok: true, value: await read(db, message.input) }
  } catch (error) {
    return { ok: false, error: toThreadError(error) }
  }
}

function post(port: MessagePort, message: FromThread): void {
  port.postMessage(message)
}

/** Without room for the reserve the engine still starts: the reserve is a courtesy, not a condition. */
function keepReserve(file: string): void {
  try {
    if (!existsSync(file)) writeFileSync(file, Buffer.alloc(reserveBytes), { flag: 'wx' })
  } catch {
    rmSync(file, { force: true })
  }
}

function giveUpReserve(file: string): boolean {
  if (!existsSync(file)) return false
  rmSync(file, { force: true })
  return true
}
