import { Worker } from 'node:worker_threads'
import { Answering } from '#engine/asking'
import type { FromAsking, ToAsking } from '#engine/questions'

/** The entry of a question's process: one that Node has forked, or one of Electron's, which speaks by a port of its own. */

interface UtilityPort {
  on(name: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

const { parentPort } = process as { readonly parentPort?: UtilityPort }

/** Were whoever started it gone, nobody could end it in the middle of a step: it does so itself, by a thread that is not in it. */
const watchdog = `const { workerData } = require('node:worker_threads'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), workerData)`
const longestMs = 60_000
new Worker(watchdog, { eval: true, workerData: longestMs }).unref()

const answering = new Answering({
  send(message: FromAsking) {
    if (parentPort === undefined) process.send?.(message)
    else parentPort.postMessage(message)
  },
})
if (parentPort === undefined) {
  process.on('message', (message: ToAsking) => answering.hear(message))
  process.on('disconnect', () => process.exit())
} else parentPort.on('message', ({ data }) => answering.hear(data as ToAsking))
