import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

/**
 * The bar is 1 ms on the reference machine, held by the benchmark; here twice that is allowed. Of several batches the quickest counts:
 * what else the machine is doing shows in some of them, what a query costs in all.
 */
const barMs = 2
const batches = 10
const rounds = 200

const wireIds = Array.from({ length: 1000 }, (_, n) => `model-${n}`)
const providers = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']
const refs = providers.flatMap((key) => wireIds.map((wireId) => `${key}/${wireId}` as ModelRef))

const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  const seedCatalog = seedCatalogOf(providers.map((key) => ({ key, models: wireIds.map((wireId) => ({ wireId })) })))
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
  for (const key of providers) await under.client.models.setDefault({ ref: `${key}/model-0` as ModelRef })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const pick = (round: number): ModelRef => refs[(round * 7919) % refs.length] ?? ('alpha/model-0' as ModelRef)
const cursor = (round: number) => Buffer.from(pick(round)).toString('base64url')

const queries: readonly [string, (round: number) => Promise<unknown>][] = [
  ['one model by ref', (round) => under.client.models.get({ ref: pick(round) })],
  ['the defaults', () => under.client.models.defaults()],
  ['whether a model is available', async (round) => (await under.client.models.get({ ref: pick(round) })).availability],
  ['the price in force', (round) => under.client.prices.inForce({ model: pick(round) })],
  ['a page of 50', (round) => under.client.models.list({ limit: 50, after: cursor(round) })],
]

describe('among 5,000 models, 99 of 100 answers take less than two milliseconds:', () => {
  it.each(queries)('%s', async (_, query) => {
    await batchP99Ms(query)
    let quickestMs = Number.POSITIVE_INFINITY
    for (let batch = 0; batch < batches; batch++) quickestMs = Math.min(quickestMs, await batchP99Ms(query))
    expect(quickestMs).toBeLessThan(barMs)
  })
})

async function batchP99Ms(query: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedMs = performance.now()
    await query(round)
    times.push(performance.now() - startedMs)
  }
  return times.sort((left, right) => left - right)[Math.ceil(rounds * 0.99) - 1] ?? Number.POSITIVE_INFINITY
}
