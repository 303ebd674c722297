import { readFile } from 'node:fs/promises'
import { createRouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { type AppFiles, systemRandom } from '#adapters'
import { type LocalCaller, type LocalServer, serveLocally } from '#attach'
import type { Clock, Log, SecretStore } from '#engine'
import { createSimulatorHost } from '#simulator'
import { FailureError } from '../errors.ts'
import type { Session } from './session.ts'

export interface OwnSessionOptions {
  readonly workspace: string
  readonly files: AppFiles
  readonly caller: LocalCaller
  readonly clock: Clock
  readonly log: Log
  readonly secrets: SecretStore
  readonly pid: number
  /** Other commands may act in this engine while it lives. */
  readonly serves: boolean
}

/**
 * Opens the workspace's engine in this process. Undefined: somebody else holds the workspace.
 * Throws FailureError when it cannot be opened at all.
 */
export async function openOwnSession(options: OwnSessionOptions): Promise<Session | undefined> {
  const { workspace, files, caller, clock, log, secrets, pid } = options
  const { AppError, createEngine, createProviderClient, StorageError } = await import('#engine')
  const simulator = createSimulatorHost({ seed: 1, threadUrl: files.simulatorThread })
  const providerClient = createProviderClient({ clock, log })
  const closeParts = () => Promise.all([simulator.stop(), providerClient.close()])
  try {
    const engine = await createEngine({
      ...{ workspace, clock, random: systemRandom, log, secrets, providerClient, simulator, version: files.version, pid },
      storageThread: files.storageThread,
      seedCatalog: await readFile(files.seedCatalogFile, 'utf8'),
    })
    const server = options.serves ? await serveIfPossible(options, new RPCHandler(engine.router)) : undefined
    await engine.start()
    let ending: Promise<void> | undefined
    const end = (abort: boolean) =>
      (ending ??= (async () => {
        server?.withdraw()
        await engine.stop({ abort })
        await Promise.all([server?.close(), closeParts()])
      })())
    return {
      client: createRouterClient(engine.router, { context: caller }),
      kind: 'own',
      pid,
      abort: () => end(true),
      close: () => end(false),
    }
  } catch (error) {
    await closeParts()
    if (error instanceof StorageError)
      throw new FailureError({ code: 'STORAGE_FULL', folder: workspace, reason: error.reason }, { cause: error })
    if (!(error instanceof AppError)) throw error
    if (error.failure.code === 'WORKSPACE_LOCKED') return undefined
    throw new FailureError(error.failure, { cause: error })
  }
}

/** Without a place for its socket the engine works all the same, alone. */
async function serveIfPossible(options: OwnSessionOptions, handler: RPCHandler<LocalCaller>): Promise<LocalServer | undefined> {
  const { workspace, files, log, pid } = options
  try {
    return await serveLocally({ handler, workspace, version: files.version, pid, log })
  } catch (error) {
    log.warn({ area: 'attach', err: error }, 'other commands cannot act in this engine')
    return undefined
  }
}
