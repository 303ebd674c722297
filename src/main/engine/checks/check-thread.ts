import { parentPort } from 'node:worker_threads'
import { createEvaluate } from './evaluate.ts'
import { answer, type ToCheckThread } from './thread-messages.ts'

const evaluate = createEvaluate()

parentPort?.on('message', (message: ToCheckThread) => parentPort?.postMessage(answer(message, evaluate)))
