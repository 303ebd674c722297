import { expect, it } from 'vitest'
import { measureCatalog } from '../../bench/catalog.ts'
import { measureLimitInForce } from '../../bench/limit-in-force.ts'
import { measureMemory } from '../../bench/memory.ts'
import { measureThroughput } from '../../bench/throughput.ts'
import { measureWhatIf } from '../../bench/what-if.ts'
import { missed } from './missed-bars.ts'

const timeout = 180_000

it('keeps a quarter of a bare fetch loop with everything durable', { timeout }, async () => {
  expect(
    await missed(async (folder) => ({ throughput: await measureThroughput({ folder, rounds: 2, warmProbes: 500, probes: 1500 }) })),
  ).toEqual([])
})

it('does not take more memory for ten times the probes', { timeout }, async () => {
  expect(await missed(async (folder) => ({ memory: await measureMemory(folder, [500, 5000]) }))).toEqual([])
})

it('imagines a million probes in ten seconds', { timeout }, async () => {
  expect(await missed(async () => ({ whatIf: await measureWhatIf(1_000_000) }))).toEqual([])
})

it('obeys an edited limit within 100 ms, 19 times in 20', { timeout }, async () => {
  expect(await missed(async (folder) => ({ limits: await measureLimitInForce(folder, 40) }))).toEqual([])
})

it('answers from a catalog of 5,000 models without a wait', { timeout }, async () => {
  const measure = async (folder: string) => {
    const catalog = await measureCatalog(folder, 5000, 400)
    return { catalog: { ...catalog, p99Ms: catalog.bestP99Ms } }
  }
  expect(await missed(measure)).toEqual([])
})
