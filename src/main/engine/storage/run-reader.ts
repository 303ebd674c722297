import { once } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import { Kysely, SqliteDialect } from 'kysely'
import type { Database } from './database.ts'
import { ReaderMemory, reads } from './reads/index.ts'
import type { openDatabase } from './sqlite/open-database.ts'
import { Statements } from './sqlite/statements.ts'
import { toThreadError } from './thread-error.ts'
import type { FromThread, Settled, ToThread } from './thread-protocol.ts'

/** Opens the database when it is told that there is one. Reads are answered one after another; what was asked before `close` is answered first. */
export async function runReader(port: MessagePort, file: string, open: typeof openDatabase): Promise<void> {
  const post = (message: FromThread) => port.postMessage(message)
  await once(port, 'message')
  const database = open(file, { readonly: true })
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database }) })
  const memory = new ReaderMemory(new Statements(database))
  let last = Promise.resolve()
  port.on('message', (message: ToThread) => {
    if (message.kind === 'read')
      last = last.then(async () => post({ kind: 'read', id: message.id, result: await answer(db, message, memory) }))
    else if (message.kind === 'close') {
      void last
        .then(() => db.destroy())
        .then(() => {
          post({ kind: 'closed' })
          port.close()
        })
    }
  })
  post({ kind: 'opened', opened: undefined })
}

async function answer(db: Kysely<Database>, message: Extract<ToThread, { kind: 'read' }>, memory: ReaderMemory): Promise<Settled> {
  try {
    const read = reads[message.name] as (db: Kysely<Database>, input: unknown, memory: ReaderMemory) => Promise<unknown>
    return { ok: true, value: await read(db, message.input, memory) }
  } catch (error) {
    return { ok: false, error: toThreadError(error) }
  }
}
