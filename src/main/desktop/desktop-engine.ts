import { readFile } from 'node:fs/promises'
import { RPCHandler } from '@orpc/server/ws'
import { type AppFiles, systemRandom } from '#adapters'
import { serveLocally } from '#attach'
import { AppError, type Clock, createEngine, createProviderClient, type Log, type SecretStore } from '#engine'
import { createSimulatorHost } from '#simulator'

export interface DesktopEngineOptions {
  readonly workspace: string
  readonly files: AppFiles
  readonly clock: Clock
  readonly log: Log
  readonly secrets: SecretStore
  readonly pid: number
}

export interface DesktopEngine {
  /** Receives what is in flight, then closes the workspace. */
  stop(): Promise<void>
}

/**
 * The workspace's engine, held while the window is open; commands typed beside it act in it.
 * Undefined: another process holds the workspace, and the window does without. Throws what `createEngine` throws otherwise.
 */
export async function openDesktopEngine(options: DesktopEngineOptions): Promise<DesktopEngine | undefined> {
  const { workspace, files, clock, log, secrets, pid } = options
  const simulator = createSimulatorHost({ seed: 1, threadUrl: files.simulatorThread })
  const providerClient = createProviderClient({ clock, log })
  try {
    const engine = await createEngine({
      ...{ workspace, clock, random: systemRandom, log, secrets, providerClient, simulator, version: files.version, pid },
      storageThread: files.storageThread,
      seedCatalog: await readFile(files.seedCatalogFile, 'utf8'),
    })
    const server = await serveLocally({ handler: new RPCHandler(engine.router), workspace, version: files.version, pid, log })
    await engine.start({ resumesRuns: true })
    return {
      async stop() {
        server.withdraw()
        await engine.stop()
        await server.close()
        await simulator.stop()
      },
    }
  } catch (error) {
    await providerClient.close()
    if (error instanceof AppError && error.failure.code === 'WORKSPACE_LOCKED') return undefined
    throw error
  }
}
