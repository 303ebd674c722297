import type { MessagePort } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import type { FromThread, ToThread, Work } from './thread-messages.ts'

/** The whole of a thread that does what it is asked for: one thing after another, in the order they came. What fails is told, and ends nothing. */
export function answerWork(port: MessagePort | null, work: Work): void {
  let last = Promise.resolve()
  port?.on('message', (message: ToThread) => {
    last = last.then(async () => port.postMessage(await answer(message, work)))
  })
}

async function answer({ id, name, input }: ToThread, work: Work): Promise<FromThread> {
  try {
    return { id, ok: true, value: await work[name]?.(input) }
  } catch (error) {
    if (error instanceof AppError) return { id, ok: false, failure: error.failure, message: error.message }
    return { id, ok: false, failure: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
