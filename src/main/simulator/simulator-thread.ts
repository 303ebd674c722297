import { parentPort, workerData } from 'node:worker_threads'
import { createSimulator } from './simulator.ts'
import type { ThreadData, ThreadReady } from './thread-messages.ts'

const { seed, profile }: ThreadData = workerData
const simulator = createSimulator({ seed, profile })
const { baseUrl } = await simulator.listen()
parentPort?.once('message', () => void simulator.close())
parentPort?.postMessage({ baseUrl } satisfies ThreadReady)
