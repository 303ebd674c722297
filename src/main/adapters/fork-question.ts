import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { StartQuestionProcess } from '#engine/ports'

/** What a process needs of its surroundings; the keys in them are none of its business. */
const neededNames = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'HOME']

/** Processes of Node's own, for every shell but Electron's. */
export function forkQuestions(entry: URL): StartQuestionProcess {
  return () => {
    const child = fork(fileURLToPath(entry), [], {
      execArgv: ['--max-old-space-size=512'],
      env: Object.fromEntries(neededNames.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    return {
      send(message) {
        if (child.connected) child.send(message as object, () => undefined)
      },
      onMessage: (listener) => void child.on('message', listener),
      onEnd: (listener) => void ended.then(listener),
      kill: () => void child.kill('SIGKILL'),
    }
  }
}
