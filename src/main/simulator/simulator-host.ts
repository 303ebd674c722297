import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ProfileInput } from './profile.ts'
import type { ThreadData, ThreadReady } from './thread-messages.ts'

export interface SimulatorHostOptions {
  readonly seed: number
  readonly profile?: ProfileInput | undefined
  /** The thread's file: `simulator-thread.ts` in the sources, another name once built. */
  readonly threadUrl: URL
}

/** A simulator in a thread of this process, started when it is first asked for. */
export interface SimulatorHost {
  /** Rejects with what kept the thread from starting; the next call tries again. */
  baseUrl(): Promise<string>
  /** Ends the thread and waits for its end. A later `baseUrl` starts a new one. */
  stop(): Promise<void>
}

interface Running {
  readonly worker: Worker
  readonly ready: Promise<string>
}

/**
 * 1. At most one thread lives at a time.
 * 2. A thread that died is forgotten: the next `baseUrl` starts another.
 * 3. An idle thread does not keep the process alive.
 */
export function createSimulatorHost({ seed, profile = {}, threadUrl }: SimulatorHostOptions): SimulatorHost {
  let running: Running | undefined
  const start = (): Running => {
    const worker = new Worker(threadUrl, { workerData: { seed, profile } satisfies ThreadData })
    const started: Running = { worker, ready: readyOf(worker) }
    worker.once('exit', () => {
      if (running === started) running = undefined
    })
    return started
  }
  return {
    baseUrl() {
      running ??= start()
      return running.ready
    },
    async stop() {
      const stopping = running
      if (stopping === undefined) return
      running = undefined
      const exit = once(stopping.worker, 'exit')
      stopping.worker.ref()
      stopping.worker.postMessage('stop')
      await exit
    },
  }
}

async function readyOf(worker: Worker): Promise<string> {
  const [ready]: [ThreadReady] = await new Promise((resolve, reject) => {
    worker.once('message', (message: ThreadReady) => resolve([message]))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the simulator's thread ended with code ${code} before it listened`)))
  })
  worker.unref()
  return ready.baseUrl
}
