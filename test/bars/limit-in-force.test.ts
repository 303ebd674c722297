import { expect, it } from 'vitest'
import { systemClock } from '#adapters'
import { PoolName, ProviderKey } from '#contract/ids'
import type { CallOutcome } from '#engine/ports'
import { batchOf, openEngineOn } from '../builders/engine.ts'

const barMs = 100
const raises = 10

/** Waiting in line for a processor is not ours: half of the edits are looked at, the faster ones. */
it(`a limit that is raised during a run is felt within ${barMs} ms`, { timeout: 60_000 }, async () => {
  const hangs = () => new Promise<CallOutcome>(() => undefined)
  const under = await openEngineOn(systemClock, { providers: [{ key: 'alpha', pools: [{ maxParallel: 1 }] }], rule: hangs })
  await under.client.runs.start({ batch: batchOf({ prompts: 200 }) })
  while (under.provider.inFlight < 1) await systemClock.sleep(1)
  const tookMs: number[] = []
  for (let maxParallel = 9; tookMs.length < raises; maxParallel += 8) {
    const editedMs = systemClock.monotonicMs()
    await under.client.pools.set({ provider: ProviderKey.parse('alpha'), name: PoolName.parse('default'), limits: { maxParallel } })
    while (under.provider.inFlight < maxParallel) await systemClock.sleep(1)
    expect(under.provider.inFlight).toBe(maxParallel)
    tookMs.push((under.provider.arrivals.at(-1) ?? Number.NaN) - editedMs)
  }
  expect(tookMs.sort((left, right) => left - right)[raises / 2]).toBeLessThan(barMs)
})
