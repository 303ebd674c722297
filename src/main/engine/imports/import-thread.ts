import { parentPort } from 'node:worker_threads'
import { AppError } from '#engine/failure'
import { readSuite } from '#engine/suites'
import { ImportDesk } from './import-desk.ts'
import type { FromImportThread, ToImportThread } from './thread-messages.ts'

const desk = new ImportDesk()

parentPort?.on('message', async (message: ToImportThread) => parentPort?.postMessage(await answer(message)))

async function answer({ id, name, input }: ToImportThread): Promise<FromImportThread> {
  try {
    return { id, ok: true, value: await run(name, input) }
  } catch (error) {
    if (error instanceof AppError) return { id, ok: false, failure: error.failure, message: error.message }
    return { id, ok: false, failure: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function run(name: ToImportThread['name'], input: never): unknown {
  switch (name) {
    case 'preview':
      return desk.preview(input)
    case 'rows':
      return desk.rows(input)
    case 'plan':
      return desk.plan(input)
    case 'write':
      return desk.write(input)
    case 'suite':
      return readSuite(input)
    default:
      return desk.forget(input)
  }
}
