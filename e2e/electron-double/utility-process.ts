import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { app } from './app.ts'
import { record } from './record.ts'
import { strict } from './strict.ts'

type Modelled = Pick<Electron.UtilityProcess, 'postMessage' | 'kill'>

/** A process of Node in place of Electron's own, with the port that its entry speaks by. */
class UtilityProcess extends EventEmitter implements Modelled {
  readonly #child: ReturnType<typeof fork>

  constructor(modulePath: string, args: readonly string[], { execArgv = [], env }: Electron.ForkOptions) {
    super()
    const port = new URL('./parent-port.ts', import.meta.url).href
    this.#child = fork(modulePath, args, {
      ...{ execArgv: ['--import', port, ...execArgv], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
      ...(env !== undefined && { env: { ...env } }),
    })
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.once('exit', (code) => this.emit('exit', code ?? 1))
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object, () => undefined)
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL')
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork(modulePath: string, args: string[] = [], options: Electron.ForkOptions = {}) {
    if (!app.isReady()) throw new Error('electron double: utilityProcess.fork before the app is ready')
    record('utility-process', { serviceName: options.serviceName ?? null })
    return new UtilityProcess(modulePath, args, options)
  },
})
