import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import type { StartQuestionProcess } from '#engine'

/** Electron's processes beside its main one: it can start no other Node. */
export function utilityQuestions(entry: URL): StartQuestionProcess {
  return () => {
    const child = utilityProcess.fork(fileURLToPath(entry), [], {
      ...{ serviceName: 'Assay question', stdio: 'ignore', env: {} },
      execArgv: ['--max-old-space-size=512'],
    })
    const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onEnd: (listener) => void ended.then(listener),
      kill: () => void child.kill(),
    }
  }
}
