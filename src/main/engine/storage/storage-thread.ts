import { parentPort, workerData } from 'node:worker_threads'
import { runStorageThread } from './run-storage-thread.ts'
import { openDatabase } from './sqlite/open-database.ts'
import type { ThreadData } from './thread-protocol.ts'

if (parentPort !== null) runStorageThread(parentPort, workerData as ThreadData, openDatabase)
