import { describe, expect, it, onTestFinished } from 'vitest'
import type { AssayClient } from '#attach'
import { Batch } from '#contract/batch'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { WhatIf, WhatIfChange } from '#contract/what-if'
import type { ProfileInput } from '#simulator'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { holdWorkspace } from '../processes/held-workspace.ts'
import { startSimulator } from '../processes/simulator.ts'

/**
 * What is predicted from one run, and what another run then takes: over real HTTP, in real time, from seeds that have nothing in common. Engine and simulator have
 * processes of their own, and calls are so long that what a busy machine adds to them weighs little.
 */

const provider = ProviderKey.parse('bench')
const model = ModelRef.parse('bench/steady')
const pool = PoolName.parse('default')
const seeds = { fitted: 13, measured: 97 }
const patienceMs = 90_000
const tolerance = 0.15

interface Trial {
  readonly profile: ProfileInput
  /** While the past is made. */
  readonly before: Partial<PoolLimits>
  readonly set: readonly WhatIfChange[]
  /** The same as `set`. */
  readonly after: Partial<PoolLimits>
  readonly probes: number
}

const batchOf = (name: string, probes: number) =>
  Batch.parse({
    name,
    prompt: 'What is {{n}} + 1?',
    dataset: Array.from({ length: probes }, (_, index) => ({ n: `${name} ${index}` })),
    models: [model],
  })

async function simulate(seed: number, profile: ProfileInput): Promise<string> {
  const simulator = await startSimulator({ seed, profile, folder: temporaryFolder(), patienceMs })
  onTestFinished(() => simulator.stop())
  return simulator.baseUrl
}

async function measure(client: AssayClient, batch: Batch) {
  const { id } = await client.runs.start({ batch })
  for await (const progress of await client.runs.watch({ run: id })) if (progress.status === 'paused') throw new Error('the run paused')
  const { counts, startedAtMs, finishedAtMs } = await client.runs.get({ run: id })
  if (startedAtMs === null || finishedAtMs === null) throw new Error('the run is not over')
  return { durationMs: finishedAtMs - startedAtMs, callsPerProbe: counts.attempts / counts.total }
}

async function tryOut({ profile, before, set, after, probes }: Trial) {
  const workspace = await holdWorkspace(temporaryFolder(), patienceMs)
  onTestFinished(() => workspace.stop())
  const client = await workspace.connect()
  for (const key of ['retryInitialDelayMs', 'retryMaxDelayMs'] as const) await client.settings.set({ key, value: 100 })
  await client.providers.add({ key: provider, kind: 'openai-compatible', baseUrl: await simulate(seeds.fitted, profile) })
  await client.models.add({ ref: model, input: '0.25', output: '2' })
  await client.pools.set({ provider, name: pool, limits: before })
  await measure(client, batchOf('past', 240))
  const batch = batchOf('future', probes)
  const measuredAt = await simulate(seeds.measured, profile)
  const predicted = await client.whatIf.compare({ batch, set: [...set] })
  await client.providers.set({ key: provider, baseUrl: measuredAt })
  await client.pools.set({ provider, name: pool, limits: after })
  return { predicted, measured: await measure(client, batch) }
}

/** How far off the prediction is, as a share of what was measured. */
function errorOf({ changed }: WhatIf, measured: { readonly durationMs: number }): number {
  return Math.abs((changed?.durationMs ?? 0) - measured.durationMs) / measured.durationMs
}

/** What is said beside the test, whether it passes or not. */
const said = ({ changed }: WhatIf, measured: { readonly durationMs: number }) =>
  `predicted ${changed?.durationMs} ms, measured ${measured.durationMs} ms: ${(((changed?.durationMs ?? 0) / measured.durationMs - 1) * 100).toFixed(1)} %`

const latency = { models: { steady: { medianMs: 200, spread: 0.3 } } }

describe('the predicted duration of a run that is set otherwise', () => {
  it('is right within 15 % where latency decides', async ({ annotate }) => {
    const { predicted, measured } = await tryOut({
      profile: latency,
      before: { maxParallel: 16 },
      set: [{ path: 'pool.bench.max_parallel', value: 4 }],
      after: { maxParallel: 4 },
      probes: 180,
    })
    await annotate(said(predicted, measured))
    expect(errorOf(predicted, measured)).toBeLessThan(tolerance)
    expect(predicted.changed?.limits[0]?.cause).toBe('pool_slots')
    expect(predicted.changed?.durationMs).toBeGreaterThan(1.6 * predicted.today.durationMs)
  })

  it('is right within 15 % where a limit decides', async ({ annotate }) => {
    const { predicted, measured } = await tryOut({
      profile: latency,
      before: { maxParallel: 16 },
      set: [
        { path: 'pool.bench.rpm', value: 1800 },
        { path: 'pool.bench.burst', value: 2 },
      ],
      after: { requestsPerMinute: 1800, burst: 2 },
      probes: 200,
    })
    await annotate(said(predicted, measured))
    expect(errorOf(predicted, measured)).toBeLessThan(tolerance)
    expect(predicted.changed?.limits.map((limit) => limit.cause)).toContain('spacing')
  })

  it('is right within 15 % where one call in ten fails', async ({ annotate }) => {
    const { predicted, measured } = await tryOut({
      profile: { ...latency, faults: [{ fault: 'server-error', probability: 0.1 }] },
      before: { maxParallel: 16 },
      set: [{ path: 'pool.bench.max_parallel', value: 4 }],
      after: { maxParallel: 4 },
      probes: 180,
    })
    await annotate(said(predicted, measured))
    expect(errorOf(predicted, measured)).toBeLessThan(tolerance)
    expect(Math.abs((predicted.changed?.callsPerProbe ?? 0) - measured.callsPerProbe)).toBeLessThan(0.1)
  })
})
