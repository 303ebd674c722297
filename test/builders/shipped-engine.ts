import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRouterClient, type RouterClient } from '@orpc/server'
import BetterSqlite from 'better-sqlite3'
import { findAppFiles, forkQuestions, MemoryBreakerStore, systemClock } from '#adapters'
import { type Clock, createEngine, type Engine, type Log, type Router, type SecretStore, type SettingsStore } from '#engine'
import { builtFile } from '../built/built-app.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { type Rule, ScriptedProvider } from '../fakes/scripted-provider.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { beginWorkspace } from './new-workspace.ts'
import { answered } from './outcomes.ts'

export interface ShippedEngineFacts {
  readonly workspace: string
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Text; default: the shipped catalog. */
  readonly seedCatalog?: string
  /** References that lead to a key; default: none does. */
  readonly keys?: ReadonlySet<string>
  /** Instead of `keys`: a store as a shell hands it over. */
  readonly secrets?: (log: Log) => SecretStore
  readonly preferences?: SettingsStore
  /** Default: one that remembers. */
  readonly log?: Log
  /** Default: every request is answered at once. */
  readonly rule?: Rule
}

export interface ShippedEngine {
  readonly engine: Engine
  readonly client: RouterClient<Router>
  readonly provider: ScriptedProvider
  readonly log: RecordingLog
  readonly workspace: string
  /** What is on disk now, over a connection of its own. */
  rows<Row>(sql: string, ...parameters: readonly unknown[]): Row[]
  stop(): Promise<void>
}

/** Threads and processes as they are shipped: from its sources each takes half a second more to be there. */
export const shippedFiles = findAppFiles(pathToFileURL(builtFile('main/cli.js')).href)

export function shippedCatalog(): string {
  return readFileSync(shippedFiles.seedCatalogFile, 'utf8')
}

/** The engine with the shipped storage thread and catalog; only the provider is scripted. Must be stopped. */
export async function openShippedEngine(facts: ShippedEngineFacts): Promise<ShippedEngine> {
  const { workspace, clock = systemClock, keys = new Set<string>() } = facts
  const log = new RecordingLog()
  const provider = new ScriptedProvider(clock, facts.rule ?? (() => answered()))
  const told = facts.log ?? log
  const secrets: SecretStore = facts.secrets?.(told) ?? {
    has: (ref) => keys.has(ref),
    read: async (ref) => (keys.has(ref) ? { kind: 'found', value: `the key at ${ref}` } : { kind: 'missing' }),
  }
  beginWorkspace(workspace)
  const engine = await createEngine({
    ...{ workspace, clock, log: told, secrets, preferences: facts.preferences, providerClient: provider, random: new SeededRandom(1) },
    breakerStore: new MemoryBreakerStore(clock),
    simulator: { baseUrl: async () => 'http://127.0.0.1:9' },
    storageThread: shippedFiles.storageThread,
    importThread: shippedFiles.importThread,
    exportThread: shippedFiles.exportThread,
    checkThread: shippedFiles.checkThread,
    startQuestion: forkQuestions(shippedFiles.questionProcess),
    seedCatalog: facts.seedCatalog ?? shippedCatalog(),
    version: '0.0.0',
    pid: 1,
  })
  await engine.start()
  return {
    ...{ engine, provider, log, workspace },
    client: createRouterClient(engine.router, { context: { user: 'ada', origin: 'test' } }),
    rows<Row>(sql: string, ...parameters: readonly unknown[]) {
      const db = new BetterSqlite(path.join(workspace, 'assay.db'), { readonly: true })
      try {
        return db.prepare(sql).all(...parameters) as Row[]
      } finally {
        db.close()
      }
    },
    stop: () => engine.stop({ abort: true }),
  }
}

/** A folder for a whole test file; `remove` it at its end. */
export function scratchFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
