import { type AssayClient, connectLocally } from '#attach'
import { Child } from './child.ts'
import type { LoopFigures } from './loop-watch.ts'

/** A workspace whose engine runs in a process of its own. */
export interface HeldWorkspace {
  /** One more client; each has a connection of its own. */
  connect(): Promise<AssayClient>
  /** Watches the engine's event loop while `work` is done. */
  watchLoop<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result; readonly loop: LoopFigures }>
  stop(): Promise<void>
}

/** As the launcher starts the engine. */
const launchFlags = ['--max-semi-space-size=2', '--max-old-space-size=512', '--heap-growing-percent=40']

export async function holdWorkspace(workspace: string, patienceMs: number): Promise<HeldWorkspace> {
  const entry = new URL('./workspace-holder.ts', import.meta.url)
  const child = new Child({ entry, order: { workspace }, nodeFlags: launchFlags, patienceMs })
  const { version } = (await child.hear('version')) as { readonly version: string }
  const connections: { close(): Promise<void> }[] = []
  return {
    async connect() {
      const connection = await connectLocally({ workspace, version, user: 'harness' })
      if (connection.kind !== 'connected') throw new Error(`not connected: ${connection.kind}`)
      connections.push(connection)
      return connection.client
    },
    async watchLoop(work) {
      child.tell({ watch: true })
      const result = await work()
      child.tell({ watch: false })
      return { result, loop: (await child.hear('loop'))['loop'] as LoopFigures }
    },
    async stop() {
      await Promise.all(connections.map((connection) => connection.close()))
      await child.finish()
    },
  }
}
