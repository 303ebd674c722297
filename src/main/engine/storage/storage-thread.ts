import { parentPort, workerData } from 'node:worker_threads'
import { runStorageThread } from './run-storage-thread.ts'
import type { ThreadData } from './thread-protocol.ts'

if (parentPort !== null) await runStorageThread(parentPort, workerData as ThreadData)
