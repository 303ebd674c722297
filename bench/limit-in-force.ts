import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { systemClock } from '#adapters'
import { Batch } from '#contract/batch'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { openShippedEngine } from '../test/builders/shipped-engine.ts'
import { quantile } from './statistics.ts'

/** From the word to edit a limit until every call that it allows has left. Milliseconds. */
export interface LimitInForce {
  readonly edits: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
}

const provider = ProviderKey.parse('bench')
const pool = PoolName.parse('default')
/** By which each edit raises the limit, so that as many calls leave with it. */
const raiseBy = 8

/** A run whose calls never end, and a pool whose limit is raised again and again while it waits. */
export async function measureLimitInForce(folder: string, edits: number): Promise<LimitInForce> {
  const workspace = path.join(folder, 'limits')
  mkdirSync(workspace)
  const under = await openShippedEngine({ workspace, rule: () => new Promise(() => undefined) })
  try {
    await under.client.providers.add({ key: provider, kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9' })
    await under.client.models.add({ ref: ModelRef.parse('bench/steady'), input: '0.25', output: '2' })
    const batch = Batch.parse({ name: 'hangs', prompt: 'hello', models: ['bench/steady'], samples: 1 + (edits + 1) * raiseBy })
    await under.client.runs.start({ batch })
    const untilInFlight = async (count: number) => {
      while (under.provider.inFlight < count) await systemClock.sleep(1)
      if (under.provider.inFlight > count) throw new Error(`${under.provider.inFlight} in flight at a limit of ${count}`)
    }
    await untilInFlight(1)
    const tookMs: number[] = []
    for (let maxParallel = 1 + raiseBy; tookMs.length < edits; maxParallel += raiseBy) {
      const editedMs = systemClock.monotonicMs()
      await under.client.pools.set({ provider, name: pool, limits: { maxParallel } })
      await untilInFlight(maxParallel)
      tookMs.push((under.provider.arrivals.at(-1) ?? Number.NaN) - editedMs)
    }
    return { edits, p50Ms: quantile(tookMs, 0.5), p95Ms: quantile(tookMs, 0.95), maxMs: Math.max(...tookMs) }
  } finally {
    await under.stop()
  }
}
