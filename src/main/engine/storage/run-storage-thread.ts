import type { MessagePort } from 'node:worker_threads'
import type BetterSqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Database } from './database.ts'
import { openWorkspace } from './open-workspace.ts'
import { reads } from './reads/index.ts'
import type { openDatabase } from './sqlite/open-database.ts'
import { isStorageFailure } from './sqlite/storage-failure.ts'
import { WalCheckpoint } from './sqlite/wal-checkpoint.ts'
import type { FromThread, Settled, ThreadData, ToThread } from './thread-protocol.ts'
import type { WriteContext } from './write-context.ts'
import { runGroup, toThreadError } from './write-group.ts'

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
  const { context, opened } = workspace
  const checkpoint = new WalCheckpoint(context.db)
  keepReserve(context)
  port.on('message', (message: ToThread) => {
    if (message.kind === 'group') {
      post(port, { kind: 'group', results: runGroup(context, message.writes, opened.epoch) })
      checkpoint.afterGroup()
    } else if (message.kind === 'close') {
      workspace.close()
      post(port, { kind: 'closed' })
      port.close()
    }
  })
  post(port, { kind: 'opened', opened })
}

/** Without room for the reserve the engine still starts: it is a courtesy, not a condition. */
function keepReserve(context: WriteContext): void {
  try {
    context.reserve.restore()
  } catch (error) {
    if (!isStorageFailure(error)) throw error
  }
}

/** Reads are answered one after another; what was asked before `close` is answered first. */
function runReader(port: MessagePort, file: string, open: Open): void {
  const db = createReader(open(file, { readonly: true }))
  let last = Promise.resolve()
  port.on('message', (message: ToThread) => {
    if (message.kind === 'read')
      last = last.then(async () => post(port, { kind: 'read', id: message.id, result: await answer(db, message) }))
    else if (message.kind === 'close') {
      void last
        .then(() => db.destroy())
        .then(() => {
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
