import { parentPort } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import type { FromExportThread, ToExportThread } from './thread-messages.ts'
import { createWork } from './thread-work.ts'

const work = createWork()

/** One after another, in the order they came. */
let last = Promise.resolve()
parentPort?.on('message', (message: ToExportThread) => {
  last = last.then(async () => parentPort?.postMessage(await answer(message)))
})

async function answer({ id, name, input }: ToExportThread): Promise<FromExportThread> {
  try {
    return { id, ok: true, value: await work[name](input) }
  } catch (error) {
    if (error instanceof AppError) return { id, ok: false, failure: error.failure, message: error.message }
    return { id, ok: false, failure: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
