import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { PoolName, ProviderKey, type RunId } from '#contract/ids'
import type { RunProgress, RunSummary } from '#contract/runs'
import type { SettingValues } from '#contract/settings'
import { type EngineClient, openEngine } from '../processes/open-engine.ts'
import { awaitWord, readOrder, say } from '../processes/say.ts'
import { crashBatches } from './batch.ts'
import type { ListedCall, Order, Told } from './order.ts'

/** Opens as it always does, and not for longer than a round lasts. */
const briefBreaker: SettingValues['breaker'] = {
  ...{ failureThreshold: 5, failureRatio: 0.5, minimumCalls: 10, windowMs: 60_000 },
  ...{ openDurationMs: 1000, multiplier: 2, maxOpenDurationMs: 2000, successThreshold: 3 },
}

/**
 * An engine that, at its parent's word, works until it is killed. It says on standard output: `ready` before the word; `opening`;
 * `atOpen` for each run it finds, then `found`; `started` for each
 * run it starts; `told` whenever a run's figures change; `listed` for each call that ended; and with
 * `isLast` `finished` once all runs are over.
 */
type Shown = Pick<RunProgress, 'id' | 'status' | 'counts' | 'cost'> & Partial<Pick<RunSummary, 'checks'>>

const order = readOrder<Order>()
const tellEveryMs = 4
const listEveryTellings = 6
const maxRuns = 40
const maxWords = 60
const verdicts = new Map<string, number>()

await awaitWord()
say({ opening: true })
const { client, stop } = await openEngine({
  workspace: order.workspace,
  simulatorUrl: order.simulatorUrl,
  storageThread: new URL(order.storageThread),
})
const found = await client.runs.list({ limit: 200 })
for (const run of found.items) say({ atOpen: toldOf(run) })
say({ found: found.items.length })
await configure(client)
const listed = new Set<string>()
let lastTold = ''
let words = 0
for (const run of found.items) if (!isOver(run)) await follow(run, true)
for (let runs = 0; !order.isLast && runs < maxRuns; runs += 1) {
  const batch = crashBatches[(found.items.length + runs) % crashBatches.length]
  if (batch === undefined) throw new RangeError('no batch')
  const run = await client.runs.start({ batch })
  say({ started: run.id })
  await follow(run, false)
}
if (order.isLast) {
  for (const { id } of (await client.runs.list({ limit: 200 })).items) for await (const _ of await client.checks.watch({ run: id }));
  say({ finished: true })
}
await stop()

/** Limits and waits short enough for a test, each set once per workspace. */
async function configure(engine: EngineClient): Promise<void> {
  const { items } = await engine.settings.list()
  const wanted = {
    retryInitialDelayMs: 100,
    retryMaxDelayMs: 200,
    maxAttempts: 20,
    breaker: briefBreaker,
    retryBudget: { ratio: 1, floor: 10_000 },
  } as const
  for (const { key, value } of items) {
    if (key in wanted && !isDeepStrictEqual(value, wanted[key as keyof typeof wanted]))
      await engine.settings.set({ key, value: wanted[key as keyof typeof wanted] })
  }
  const provider = ProviderKey.parse('simulator')
  const { timeouts } = await engine.providers.get({ key: provider })
  if (timeouts.totalMs !== 4000)
    await engine.providers.set({ key: provider, timeouts: { connectMs: 2000, silenceMs: 1000, totalMs: 4000 } })
  const pools = await engine.pools.list({ provider, limit: 10 })
  for (const { name, limits } of pools.items) {
    if (limits.maxParallel !== 16) await engine.pools.set({ provider, name: PoolName.parse(name), limits: { maxParallel: 16, burst: 16 } })
  }
}

/** A run as it is now. While it goes on this comes from memory, as a person watching it would see it. */
async function look(run: RunId): Promise<Shown> {
  for await (const progress of await client.runs.watch({ run })) return progress
  throw new Error(`run ${run} shows nothing`)
}

/** Until the run is over, or rests and nobody may say a word on what was cut off. */
async function follow(run: Shown, isResumed: boolean): Promise<void> {
  let current = run
  if (isResumed && current.status === 'paused') current = await resume(current.id)
  for (let tellings = 0; ; tellings += 1) {
    current = await look(current.id)
    tell(current)
    if (tellings % listEveryTellings === 0) {
      await list(current.id)
      tell({ ...current, checks: (await client.runs.get({ run: current.id })).checks })
    }
    if (isOver(current)) return
    if (current.status === 'paused') {
      if (order.word === 'hold' || words >= maxWords) return
      current = await resume(current.id)
    }
    await sleep(tellEveryMs)
  }
}

function tell(run: Shown): void {
  const told = toldOf(run)
  const text = JSON.stringify(told)
  if (text !== lastTold) say({ told })
  lastTold = text
}

async function resume(id: RunId): Promise<Shown> {
  words += 1
  return await client.runs.resume({ run: id, interrupted: order.word })
}

async function list(run: RunId): Promise<void> {
  const { items } = await client.runs.calls({ run, limit: 200 })
  for (const call of items) {
    if (call.state === 'started' || listed.has(call.id)) continue
    listed.add(call.id)
    const { id, seq, state, code, costState, costNanoUsd } = call
    say({ listed: { id, seq, state, code, costState, costNanoUsd } satisfies ListedCall })
  }
}

/** Verdicts are told of a run as they are now and then looked up. */
function toldOf({ id, counts, cost, checks }: Shown): Told {
  if (checks) verdicts.set(id, checks.passed + checks.failed + checks.errors)
  return { run: id, counts, nanoUsd: cost.nanoUsd, verdicts: verdicts.get(id) ?? 0 }
}

function isOver({ status }: Shown): boolean {
  return status === 'finished' || status === 'cancelled'
}
