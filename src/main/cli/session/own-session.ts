import { readFile } from 'node:fs/promises'
import { createRouterClient } from '@orpc/server'
import { type AppFiles, systemRandom } from '#adapters'
import type { LocalCaller, LocalServer } from '#attach'
import type { Clock, Log, Router, SecretStore } from '#engine'
import type { SimulatorHost } from '#simulator'
import { FailureError } from '../errors.ts'
import type { Session, SessionUse } from './session.ts'

export interface OwnSessionOptions {
  readonly workspace: string
  readonly files: AppFiles
  readonly caller: LocalCaller
  readonly clock: Clock
  readonly log: Log
  readonly secrets: SecretStore
  readonly pid: number
  readonly use: SessionUse
}

/**
 * Opens the workspace's engine in this process. Undefined: somebody else holds the workspace.
 * Throws FailureError when it cannot be opened at all.
 */
export async function openOwnSession(options: OwnSessionOptions): Promise<Session | undefined> {
  const { workspace, files, caller, clock, log, secrets, pid } = options
  const { AppError, createEngine, createProviderClient, StorageError } = await import('#engine')
  const simulator = lazySimulator(files.simulatorThread)
  const providerClient = createProviderClient({ clock, log })
  const closeParts = () => Promise.all([simulator.stop(), providerClient.close()])
  try {
    const engine = await createEngine({
      ...{ workspace, clock, random: systemRandom, log, secrets, providerClient, simulator, version: files.version, pid },
      storageThread: files.storageThread,
      seedCatalog: await readFile(files.seedCatalogFile, 'utf8'),
    })
    const server = options.use.serves ? await serveIfPossible(options, engine.router) : undefined
    await engine.start({ resumesRuns: options.use.resumesRuns })
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
async function serveIfPossible(options: OwnSessionOptions, router: Router): Promise<LocalServer | undefined> {
  const { workspace, files, log, pid } = options
  try {
    const [{ serveLocally }, { RPCHandler }] = await Promise.all([import('#attach'), import('@orpc/server/ws')])
    return await serveLocally({ handler: new RPCHandler(router), workspace, version: files.version, pid, log })
  } catch (error) {
    log.warn({ area: 'attach', err: error }, 'other commands cannot act in this engine')
    return undefined
  }
}

/** The built-in simulator is loaded when it is first asked: most commands never need it. */
function lazySimulator(threadUrl: URL): SimulatorHost {
  let host: SimulatorHost | undefined
  return {
    async baseUrl() {
      if (host === undefined) {
        const { createSimulatorHost } = await import('#simulator')
        host ??= createSimulatorHost({ seed: 1, threadUrl })
      }
      return await host.baseUrl()
    },
    async stop() {
      await host?.stop()
    },
  }
}
