import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import { findAppFiles, forkQuestions, MemoryBreakerStore, systemClock, systemRandom } from '#adapters'
import { type Peer, servePeer } from '#attach'
import { type Caller, createEngine, createProviderClient, type Log, type Router } from '#engine'

import { builtFile } from '../built/built-app.ts'

export type EngineClient = RouterClient<Router>

export interface OpenedEngine {
  readonly client: EngineClient
  /** Joins a page to it. */
  connect(peer: Peer): void
  stop(): Promise<void>
}

export interface OpenEngineOptions {
  readonly workspace: string
  /** Where the built-in simulator is said to answer: a process of its own. */
  readonly simulatorUrl: string
  /** Instead of the shipped storage thread. */
  readonly storageThread?: URL | undefined
  /** Instead of the shipped catalog. */
  readonly seedCatalog?: string | undefined
  readonly log?: Log | undefined
}

const caller: Caller = { user: 'harness', origin: 'harness' }
/** For processes that are measured or killed: what they log is of no use. */
export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {}, registerSecret() {} }

/** The engine as a shell puts it together, with the shipped parts, threads and processes as they are built, and no shell around it. */
export async function openEngine({
  workspace,
  simulatorUrl,
  storageThread,
  seedCatalog,
  log = quietLog,
}: OpenEngineOptions): Promise<OpenedEngine> {
  const files = findAppFiles(pathToFileURL(builtFile('main/cli.js')).href)
  const engine = await createEngine({
    workspace,
    clock: systemClock,
    random: systemRandom,
    log,
    secrets: { read: async () => ({ kind: 'missing' }), has: () => false },
    providerClient: createProviderClient({ clock: systemClock, log }),
    breakerStore: new MemoryBreakerStore(systemClock),
    simulator: { baseUrl: async () => simulatorUrl },
    storageThread: storageThread ?? files.storageThread,
    importThread: files.importThread,
    exportThread: files.exportThread,
    checkThread: files.checkThread,
    startQuestion: forkQuestions(files.questionProcess),
    seedCatalog: seedCatalog ?? readFileSync(files.seedCatalogFile, 'utf8'),
    version: files.version,
    pid: process.pid,
  })
  await engine.start()
  const handler = new RPCHandler(engine.router)
  return {
    client: createRouterClient(engine.router, { context: caller }),
    connect: (peer) => void servePeer(handler, peer, caller, log),
    stop: () => engine.stop(),
  }
}
