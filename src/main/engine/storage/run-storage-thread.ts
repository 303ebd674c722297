import type { MessagePort } from 'node:worker_threads'
import { openDatabase } from './sqlite/open-database.ts'
import { toThreadError } from './thread-error.ts'
import type { FromThread, ThreadData } from './thread-protocol.ts'

/**
 * The whole of a storage thread: it answers `opened` or `failed` once, then every message in the order it came.
 * Each role loads its own modules alone: the writer does without Kysely, which takes longer to load than all the rest.
 */
export async function runStorageThread(port: MessagePort, data: ThreadData, open = openDatabase): Promise<void> {
  try {
    if (data.role === 'writer') (await import('./run-writer.ts')).runWriter(port, data, open)
    else await (await import('./run-reader.ts')).runReader(port, data.file, open)
  } catch (error) {
    port.postMessage({ kind: 'failed', error: toThreadError(error) } satisfies FromThread)
    port.close()
  }
}
