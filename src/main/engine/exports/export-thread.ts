import { parentPort } from 'node:worker_threads'
import { answerWork } from '#engine/threads'
import { createWork } from './thread-work.ts'

answerWork(parentPort, createWork())
