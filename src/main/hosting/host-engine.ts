import { readFile } from 'node:fs/promises'
import { type AppFiles, forkQuestions, MemoryBreakerStore, systemRandom } from '#adapters'
import type { Clock, Engine, Log, Router, SecretStore, SettingsStore, StartQuestionProcess } from '#engine'
import { LateDoor } from './late-door.ts'
import { lazySimulator } from './lazy-simulator.ts'

export interface HostEngineOptions {
  readonly workspace: string
  readonly files: AppFiles
  readonly clock: Clock
  readonly log: Log
  readonly secrets: SecretStore
  /** Absent: a person's own settings last as long as the engine. */
  readonly preferences?: SettingsStore
  readonly pid: number
  /** Absent: processes of Node. */
  readonly startQuestion?: StartQuestionProcess
  /** Other commands are let in when the engine has been open for so long; 0: before anything is done in it. */
  readonly letInAfterMs: number
}

export interface HostedStop {
  readonly abort?: boolean
  /** Called once nothing is in flight any more, while the engine still answers. Only the first `stop` is asked. */
  readonly beforeClosing?: () => Promise<void>
}

/** A workspace's engine in this process, with what it needs of the machine. Must be stopped. */
export interface HostedEngine {
  readonly router: Router
  /** See `Engine`. */
  resumeAfterCrash(): Promise<void>
  /** Lets nobody in any more, receives what is in flight (with `abort`: cuts it off), then lets go of everything. May be said again: `abort` hastens it. */
  stop(options?: HostedStop): Promise<void>
}

/** Commands that are in when the engine stops have this long to get their last answers: on a busy machine loading what they show takes one its second. */
const farewellMs = 3000

/**
 * Opens the workspace's engine in this process, for any shell. Invariants:
 * 1. When it throws, nothing is left open: no lock, no socket, no thread.
 * 2. Nobody is let in before the engine has taken up what earlier ones left; without a place for a socket it works all the same, alone.
 * 3. Whoever is in when it stops loses the connection before the database is closed, so that what they asked breaks off and is no bug.
 * Throws what `createEngine` throws.
 */
export async function hostEngine(options: HostEngineOptions): Promise<HostedEngine> {
  const { workspace, files, clock, log, secrets, preferences, pid } = options
  const { createEngine, createProviderClient } = await import('#engine')
  const simulator = lazySimulator(files.simulatorThread)
  const providerClient = createProviderClient({ clock, log })
  const breakerStore = new MemoryBreakerStore(clock)
  let engine: Engine | undefined
  try {
    engine = await createEngine({
      ...{ workspace, clock, random: systemRandom, log, secrets, preferences, providerClient, breakerStore, simulator, pid },
      version: files.version,
      storageThread: files.storageThread,
      importThread: files.importThread,
      exportThread: files.exportThread,
      checkThread: files.checkThread,
      startQuestion: options.startQuestion ?? forkQuestions(files.questionProcess),
      seedCatalog: await readFile(files.seedCatalogFile, 'utf8'),
    })
    await engine.start()
    const door = new LateDoor(engine.router, options)
    await door.open()
    return hosted(engine, door, () => simulator.stop())
  } catch (error) {
    await engine?.stop({ abort: true })
    await Promise.all([simulator.stop(), providerClient.close()])
    throw error
  }
}

function hosted(engine: Engine, door: LateDoor, stopSimulator: () => Promise<void>): HostedEngine {
  let ending: Promise<void> | undefined
  const end = async (stopped: Promise<void>) => {
    try {
      await stopped
    } finally {
      await stopSimulator()
    }
  }
  return {
    router: engine.router,
    resumeAfterCrash: () => engine.resumeAfterCrash(),
    async stop({ abort = false, beforeClosing } = {}) {
      door.withdraw()
      const bidFarewell = async () => {
        await Promise.all([beforeClosing?.(), door.close(abort ? 0 : farewellMs)])
      }
      const stopped = engine.stop({ abort, beforeClosing: bidFarewell })
      ending ??= end(stopped)
      await Promise.all([stopped, ending])
    },
  }
}
