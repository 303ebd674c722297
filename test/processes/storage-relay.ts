import { parentPort, Worker, workerData } from 'node:worker_threads'
import type { FromThread, Settled, ThreadData, ToThread, WriteRequest } from '../../src/main/engine/storage/thread-protocol.ts'

export type Writes = readonly WriteRequest[]
export type Commit = (writes: Writes) => Promise<readonly Settled[]>

/** What a stand-in does with a group of writes instead of having it committed and answering. */
export interface Relay {
  group(writes: Writes, commit: Commit): Promise<readonly Settled[]>
  /** Before the database is closed. */
  closing?(commit: Commit): Promise<void>
}

const shipped = new URL('../../src/main/engine/storage/storage-thread.ts', import.meta.url)

/**
 * Stands between the engine and the shipped storage thread, which does the real work in a thread below this one.
 * Groups are handled one after the other, everything else passes. Readers are left alone.
 */
export function relay(handler: Relay): void {
  const engine = parentPort
  if (engine === null) throw new Error('a storage thread is started by the engine')
  const data = workerData as ThreadData
  const thread = new Worker(shipped, { workerData: data })
  const waiting: ((results: readonly Settled[]) => void)[] = []
  const commit: Commit = (writes) =>
    new Promise((resolve) => {
      waiting.push(resolve)
      thread.postMessage({ kind: 'group', writes } satisfies ToThread)
    })
  let turn = Promise.resolve()
  engine.on('message', (message: ToThread) => {
    turn = turn.then(async () => {
      if (message.kind === 'group') {
        engine.postMessage({
          kind: 'group',
          results: await handler.group(message.writes, commit),
          gaveUpReserve: false,
        } satisfies FromThread)
        return
      }
      if (message.kind === 'close' && data.role === 'writer') await handler.closing?.(commit)
      thread.postMessage(message)
    })
  })
  thread.on('message', (message: FromThread) => {
    if (message.kind === 'group') waiting.shift()?.(message.results)
    else engine.postMessage(message)
  })
  thread.on('exit', () => engine.close())
}
