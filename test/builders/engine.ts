import { copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import BetterSqlite from 'better-sqlite3'
import { inject, onTestFinished } from 'vitest'
import { forkQuestions, MemoryBreakerStore } from '#adapters'
import { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import type { RunProgress, RunStatus, RunSummary } from '#contract/runs'
import type { Clock, Random, Router } from '#engine'
import type { BreakerStore, ProviderClient, SecretStore } from '#engine/ports'
import { Storage } from '#engine/storage'
import { assembleEngine, type Engine } from '../../src/main/engine/create-engine.ts'
import { ControlledDisk } from '../fakes/controlled-disk.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { type Rule, ScriptedProvider } from '../fakes/scripted-provider.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'
import { beginWorkspace } from './new-workspace.ts'
import { answered } from './outcomes.ts'
import { type SeedProviderFacts, seedCatalogOf } from './seed-catalog.ts'
import { shippedFiles } from './shipped-engine.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { type WatchedStorage, watch } from './watched-storage.ts'

const controlledThread = new URL(inject('controlledStorageThread'))

export interface EngineFacts {
  /** Default: `alpha` with one pool, `default`, and one model, `one`. */
  readonly providers?: readonly SeedProviderFacts[]
  /** Default: every request is answered at once. */
  readonly rule?: Rule
  readonly workspace?: string
  /** Where the wall clock begins; later for a second engine on the same workspace. */
  readonly startAtMs?: number
  /** Instead of the scripted provider: a real client. `isQuiet`: of its calls none is under way but those that time alone will end. */
  readonly wire?: { readonly client: ProviderClient; readonly isQuiet: () => boolean }
  readonly secrets?: SecretStore
  readonly random?: Random
  readonly breakerStore?: BreakerStore
  readonly storageThread?: URL
  /** As a shell that stays. */
  readonly resumesRuns?: boolean
  /** Told what to do at the end; default: the end of the running test. An engine that outlives it needs a `workspace` that does. */
  readonly onEnd?: (end: () => void | Promise<void>) => void
}

type Parts = Pick<EngineUnderTest, 'engine' | 'storage' | 'provider' | 'disk' | 'log' | 'workspace'> & { readonly watched: WatchedStorage }

/** A whole engine on real storage threads and a real file, with time, chance and provider in the test's hand. */
export class EngineUnderTest<Time extends Clock = VirtualClock> {
  readonly engine: Engine
  readonly client: RouterClient<Router>
  readonly storage: Storage
  readonly provider: ScriptedProvider
  readonly clock: Time
  readonly disk: ControlledDisk
  readonly log: RecordingLog
  readonly workspace: string
  readonly #watched: WatchedStorage
  readonly #reader: BetterSqlite.Database
  #isStopping = false

  constructor(parts: Parts, clock: Time, onEnd: NonNullable<EngineFacts['onEnd']> = onTestFinished) {
    this.engine = parts.engine
    this.client = createRouterClient(parts.engine.router, { context: { user: 'ada', origin: 'test' } })
    this.storage = parts.storage
    this.provider = parts.provider
    this.clock = clock
    this.disk = parts.disk
    this.log = parts.log
    this.workspace = parts.workspace
    this.#watched = parts.watched
    this.#reader = new BetterSqlite(path.join(parts.workspace, 'assay.db'), { readonly: true })
    onEnd(() => void this.#reader.close())
  }

  /** Until all that can happen without time passing has happened. */
  settled(): Promise<void> {
    return this.#watched.settled()
  }

  /** Whatever storage is asked by this name waits until it is let go. */
  hold(name: string): () => void {
    return this.#watched.hold(name)
  }

  /** What is on disk now, seen over a connection of the test's own. */
  rows<Row>(sql: string, ...parameters: readonly unknown[]): Row[] {
    return this.#reader.prepare(sql).all(...parameters) as Row[]
  }

  value<Value>(sql: string, ...parameters: readonly unknown[]): Value {
    return this.#reader
      .prepare(sql)
      .pluck()
      .get(...parameters) as Value
  }

  async start(batch: Batch): Promise<RunId> {
    const { id } = await this.client.runs.start({ batch })
    await this.settled()
    return id
  }

  async summary(run: RunId): Promise<RunSummary> {
    return await this.client.runs.get({ run })
  }

  /** Ends the engine; a second time it is asked again, as a person does who is in a hurry. */
  async stop(options: { readonly abort?: boolean } = {}): Promise<void> {
    const stopped = this.engine.stop(options)
    if (!this.#isStopping) {
      this.#isStopping = true
      void stopped.finally(() => this.disk.close())
    }
    await stopped
  }

  /** The files as they are now, in a folder of their own: what a crash at this instant would leave. */
  crashed(): string {
    const folder = temporaryFolder()
    for (const name of ['assay.db', 'assay.db-wal']) {
      const file = path.join(this.workspace, name)
      if (existsSync(file)) copyFileSync(file, path.join(folder, name))
    }
    return folder
  }
}

/** Lets time pass, one due instant at a time; what each wakes has gone as far as it can before time moves on. */
export async function advance(under: EngineUnderTest, ms: number): Promise<void> {
  const { clock } = under
  const endMs = clock.monotonicMs() + ms
  await under.settled()
  for (let dueMs = clock.nextDueMs; dueMs !== undefined && dueMs <= endMs; dueMs = clock.nextDueMs) {
    await clock.advance(Math.max(0, dueMs - clock.monotonicMs()))
    await under.settled()
  }
  await clock.advance(endMs - clock.monotonicMs())
}

/** Waits in real time until the run rests. */
export async function untilRest(under: Pick<EngineUnderTest, 'client'>, run: RunId): Promise<RunProgress> {
  let last: RunProgress | undefined
  for await (const progress of await under.client.runs.watch({ run })) last = progress
  if (last === undefined) throw new Error('a run said nothing')
  return last
}

/** Time passes until the run rests, at most a week of it. Answers with its status. */
export async function advanceToRest(under: EngineUnderTest, run: RunId, limitMs = 604_800_000): Promise<RunStatus> {
  const status = () => under.value<RunStatus>('select status from run where ulid = ?', run)
  await advanceUntil(under, () => status() !== 'running' && status() !== 'draining', limitMs)
  return status()
}

/** Time passes, from one due instant to the next, until `isSo`; at most `limitMs`. */
export async function advanceUntil(under: EngineUnderTest, isSo: () => boolean, limitMs: number): Promise<void> {
  const { clock } = under
  const endMs = clock.monotonicMs() + limitMs
  await under.settled()
  while (!isSo()) {
    const dueMs = clock.nextDueMs
    if (dueMs === undefined || dueMs > endMs) throw new Error(`it did not come to pass within ${limitMs} ms of virtual time`)
    await clock.advance(Math.max(0, dueMs - clock.monotonicMs()))
    await under.settled()
  }
}

/** An engine in virtual time, stopped when the test has ended. */
export async function openEngine(facts: EngineFacts = {}): Promise<EngineUnderTest> {
  return await openEngineOn(new VirtualClock(facts.startAtMs), facts)
}

export async function openEngineOn<Time extends Clock>(clock: Time, facts: EngineFacts = {}): Promise<EngineUnderTest<Time>> {
  const workspace = facts.workspace ?? temporaryFolder()
  beginWorkspace(workspace)
  const log = new RecordingLog()
  const provider = new ScriptedProvider(clock, facts.rule ?? (() => answered()))
  const disk = new ControlledDisk(workspace)
  const opened = await Storage.open({ workspace, threadUrl: facts.storageThread ?? controlledThread, clock, log })
  const watched = watch(opened, facts.wire?.isQuiet)
  const engine = await assembleEngine(watched.storage, {
    workspace,
    clock,
    random: facts.random ?? new SeededRandom(1),
    log,
    secrets: facts.secrets ?? { read: async () => ({ kind: 'missing' }), has: () => false },
    providerClient: facts.wire?.client ?? provider,
    breakerStore: facts.breakerStore ?? new MemoryBreakerStore(clock),
    simulator: { baseUrl: async () => 'http://127.0.0.1:9/v1' },
    importThread: shippedFiles.importThread,
    exportThread: shippedFiles.exportThread,
    checkThread: shippedFiles.checkThread,
    startQuestion: forkQuestions(shippedFiles.questionProcess),
    seedCatalog: seedCatalogOf(facts.providers ?? [{ key: 'alpha' }]),
    version: '0.0.0',
    pid: 1,
  })
  await engine.start()
  if (facts.resumesRuns === true) await engine.resumeAfterCrash()
  const onEnd = facts.onEnd ?? onTestFinished
  const under = new EngineUnderTest({ engine, storage: opened, provider, disk, log, workspace, watched }, clock, onEnd)
  onEnd(() => under.stop({ abort: true }))
  return under
}

export interface BatchFacts extends Partial<Omit<typeof Batch._zod.input, 'models'>> {
  /** Default: `alpha/one`. */
  readonly models?: readonly string[]
  /** How many, unless a dataset is given; default: one. */
  readonly prompts?: number
}

export function batchOf({ prompts = 1, ...given }: BatchFacts = {}): Batch {
  return Batch.parse({
    name: 'a batch',
    prompt: 'Say {{n}}.',
    dataset: Array.from({ length: prompts }, (_, n) => ({ n })),
    models: ['alpha/one'],
    ...given,
  })
}
