import { describe, expect, it, type TestContext } from 'vitest'
import type { AssayClient } from '#attach'
import { Batch } from '#contract/batch'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { WhatIf, WhatIfChange } from '#contract/what-if'
import type { ProfileInput } from '#simulator'
import { scratchFolder } from '../builders/shipped-engine.ts'
import { holdWorkspace } from '../processes/held-workspace.ts'
import { startSimulator } from '../processes/simulator.ts'

/**
 * What is predicted from one run, and what another run takes that is set otherwise: over real HTTP, in real time, from seeds that have nothing in common. Both go
 * on side by side in one engine, so that a machine that is busy with other things is as busy for the past as for what it has to foretell; engine and
 * simulators have processes of their own, and calls are so long that what the engine adds to them weighs little: all
 * the trials wait at the same time.
 */

const pool = PoolName.parse('default')
const [past, future] = [
  { provider: ProviderKey.parse('past'), model: ModelRef.parse('past/steady'), seed: 13 },
  { provider: ProviderKey.parse('future'), model: ModelRef.parse('future/steady'), seed: 97 },
]
type Side = typeof past
const patienceMs = 150_000
const tolerance = 0.15
const warmProbes = 4

interface Trial {
  readonly profile: ProfileInput
  /** While the past is made, and how many probes it has: about as many as last as long as the measured run. */
  readonly before: { readonly limits: Partial<PoolLimits>; readonly probes: number }
  /** Of the measured run, and of the imagined one. */
  readonly after: { readonly limits: Partial<PoolLimits>; readonly probes: number }
}

const batchOf = ({ model }: Side, probes: number) =>
  Batch.parse({
    name: model,
    prompt: 'What is {{n}} + 1?',
    dataset: Array.from({ length: probes }, (_, index) => ({ n: index })),
    models: [model],
  })

async function measure(client: AssayClient, batch: Batch) {
  const { id } = await client.runs.start({ batch })
  for await (const progress of await client.runs.watch({ run: id })) if (progress.status === 'paused') throw new Error('the run paused')
  const { counts, startedAtMs, finishedAtMs } = await client.runs.get({ run: id })
  if (startedAtMs === null || finishedAtMs === null) throw new Error('the run is not over')
  return { durationMs: finishedAtMs - startedAtMs, callsPerProbe: counts.attempts / counts.total }
}

/** Ends with the test that it is given: several go on at once. */
type Lifetime = Pick<TestContext, 'onTestFinished'>

function folderFor({ onTestFinished }: Lifetime): string {
  const { folder, remove } = scratchFolder()
  onTestFinished(remove)
  return folder
}

async function startSide(lifetime: Lifetime, { seed }: Side, profile: ProfileInput): Promise<string> {
  const simulator = await startSimulator({ seed, profile, folder: folderFor(lifetime), patienceMs })
  lifetime.onTestFinished(() => simulator.stop())
  return simulator.baseUrl
}

async function addSide(client: AssayClient, { provider, model }: Side, baseUrl: string, limits: Partial<PoolLimits>) {
  await client.providers.add({ key: provider, kind: 'openai-compatible', baseUrl })
  await client.models.add({ ref: model, input: '0.25', output: '2' })
  await client.pools.set({ provider, name: pool, limits })
}

async function tryOut(lifetime: Lifetime, { profile, before, after }: Trial) {
  const workspace = await holdWorkspace(folderFor(lifetime), patienceMs)
  lifetime.onTestFinished(() => workspace.stop())
  const client = await workspace.connect()
  for (const key of ['retryInitialDelayMs', 'retryMaxDelayMs'] as const) await client.settings.set({ key, value: 100 })
  await addSide(client, past, await startSide(lifetime, past, profile), before.limits)
  await addSide(client, future, await startSide(lifetime, future, profile), after.limits)
  // What is loaded with the first calls is none of what is foretold.
  for (const side of [past, future]) await measure(client, batchOf(side, warmProbes))
  const [measured] = await Promise.all([measure(client, batchOf(future, after.probes)), measure(client, batchOf(past, before.probes))])
  const set = Object.entries(after.limits).map(([limit, value]): WhatIfChange => ({ path: `pool.past.${limit}`, value }))
  return { measured, predicted: await client.whatIf.compare({ batch: batchOf(past, after.probes), set }) }
}

/** How far off the prediction is, as a share of what was measured; said beside the test, whether it passes or not. */
async function errorOf({ changed }: WhatIf, measured: { readonly durationMs: number }, say: (text: string) => Promise<unknown>) {
  const error = (changed?.durationMs ?? 0) / measured.durationMs - 1
  await say(`predicted ${changed?.durationMs} ms, measured ${measured.durationMs} ms: ${(error * 100).toFixed(1)} %`)
  return Math.abs(error)
}

const latency = { models: { steady: { medianMs: 200, spread: 0.3 } } }

describe('the predicted duration of a run that is set otherwise', { timeout: patienceMs, concurrent: true }, () => {
  it('is right within 15 % where latency decides', async ({ annotate, onTestFinished }) => {
    const { predicted, measured } = await tryOut(
      { onTestFinished },
      {
        profile: latency,
        before: { limits: { maxParallel: 8 }, probes: 360 },
        after: { limits: { maxParallel: 4 }, probes: 180 },
      },
    )
    expect(await errorOf(predicted, measured, annotate)).toBeLessThan(tolerance)
    expect(predicted.changed?.limits[0]?.cause).toBe('pool_slots')
    expect(predicted.changed?.durationMs).toBeGreaterThan(1.6 * predicted.today.durationMs)
  })

  it('is right within 15 % where a limit decides', async ({ annotate, onTestFinished }) => {
    const { predicted, measured } = await tryOut(
      { onTestFinished },
      {
        profile: latency,
        // No faster than the limit to come, which would else begin with a minute that is used up.
        before: { limits: { maxParallel: 1 }, probes: 45 },
        after: { limits: { maxParallel: 16, requestsPerMinute: 300, burst: 4 }, probes: 54 },
      },
    )
    expect(await errorOf(predicted, measured, annotate)).toBeLessThan(tolerance)
    expect(predicted.changed?.limits.map((limit) => limit.cause)).toContain('spacing')
  })

  it('is right within 15 % where one call in ten fails', async ({ annotate, onTestFinished }) => {
    const { predicted, measured } = await tryOut(
      { onTestFinished },
      {
        profile: { ...latency, faults: [{ fault: 'server-error', probability: 0.1 }] },
        before: { limits: { maxParallel: 8 }, probes: 360 },
        after: { limits: { maxParallel: 4 }, probes: 180 },
      },
    )
    expect(await errorOf(predicted, measured, annotate)).toBeLessThan(tolerance)
    // Each within four standard deviations of what so few calls leave to chance.
    const callsPerProbe = predicted.changed?.callsPerProbe ?? 0
    expect(Math.abs(callsPerProbe - 1 / (1 - (predicted.basis[0]?.failureRatio ?? 1)))).toBeLessThan(0.1)
    expect(Math.abs(callsPerProbe - measured.callsPerProbe)).toBeLessThan(0.16)
  })
})
