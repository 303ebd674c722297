import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { type SeedProviderFacts, seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder, shippedCatalog } from '../builders/shipped-engine.ts'

let scratch: ReturnType<typeof scratchFolder>
let open: ShippedEngine | undefined
beforeEach(() => {
  scratch = scratchFolder()
})
afterEach(async () => {
  await open?.stop()
  open = undefined
  scratch.remove()
})

/** The workspace under a catalog as some release of the app shipped it; what was open before is closed. */
async function release(seedCatalog: string): Promise<ShippedEngine> {
  await open?.stop()
  open = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
  return open
}

const alpha = (facts: Partial<SeedProviderFacts> = {}) => seedCatalogOf([{ key: 'alpha', ...facts }])
const one = 'alpha/one' as ModelRef
const key = 'alpha' as ProviderKey

describe('the shipped catalog', () => {
  it('is complete from the first start: six providers and the simulator, each model priced but the one that is there to show what happens without', async () => {
    const { client } = await release(shippedCatalog())
    const { items } = await client.models.list({ limit: 500 })
    expect(new Set(items.map((model) => model.provider))).toEqual(
      new Set(['anthropic', 'deepseek', 'google', 'mistral', 'openai', 'simulator', 'xai']),
    )
    expect(items.filter((model) => model.price === null).map((model) => model.ref)).toEqual(['simulator/unpriced'])
  })

  it('lets one request at a time through to every provider but the simulator', async () => {
    const { client } = await release(shippedCatalog())
    const { items } = await client.pools.list({ limit: 500 })
    expect(items.filter((pool) => pool.limits.maxParallel !== 1).every((pool) => pool.provider === 'simulator')).toBe(true)
  })

  it('asks for keys that are not there, and for none at the simulator', async () => {
    const { client } = await release(shippedCatalog())
    const { items } = await client.models.defaults()
    const available = items.filter((model) => model.availability === 'available').map((model) => model.provider)
    expect(available).toEqual(['simulator'])
  })

  it('changes nothing when it is read again', async () => {
    const first = await (await release(shippedCatalog())).client.models.list({ limit: 500 })
    const second = await (await release(shippedCatalog())).client.models.list({ limit: 500 })
    expect(second).toEqual(first)
  })
})

describe('a catalog of a later release', () => {
  it('adds the models and providers that are new', async () => {
    await release(alpha())
    const { client } = await release(seedCatalogOf([{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }, { key: 'beta' }]))
    expect((await client.models.list({})).items.map((model) => model.ref)).toEqual(['alpha/one', 'alpha/two', 'beta/one'])
  })

  it('takes back no edit: name, pool, limits, status and address stay as an admin left them', async () => {
    const before = await release(alpha())
    await before.client.pools.add({ provider: key, name: 'own' as PoolName, limits: {} })
    await before.client.models.set({ ref: one, name: 'Ours', pool: 'own' as PoolName })
    await before.client.models.deprecate({ ref: one })
    await before.client.providers.set({ key, baseUrl: 'https://proxy.example/v1', maxParallel: 3 })
    await before.client.pools.set({ provider: key, name: 'default' as PoolName, limits: { maxParallel: 12 } })
    const after = await release(alpha({ pools: [{ maxParallel: 2 }] }))
    expect(await after.client.models.get({ ref: one })).toMatchObject({ name: 'Ours', pool: 'own', status: 'deprecated' })
    expect(await after.client.providers.get({ key })).toMatchObject({ baseUrl: 'https://proxy.example/v1', maxParallel: 3 })
    expect((await after.client.pools.list({ provider: key })).items.map((pool) => pool.limits.maxParallel)).toEqual([12, 1])
  })

  it('does not bring back what an admin removed', async () => {
    const before = await release(alpha())
    await before.client.providers.remove({ key })
    const { client } = await release(alpha({ models: [{ wireId: 'one' }, { wireId: 'two' }] }))
    expect(await failureOf(client.providers.get({ key }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('brings new prices, but none over a price that a person entered', async () => {
    const models = (input: string) => ({
      models: [{ wireId: 'one', price: { input, output: input } }, { wireId: 'two', price: { input, output: input } }], // biome-ignore format: two models
    })
    const before = await release(alpha(models('1')))
    const entered = await before.client.models.get({ ref: one })
    if (entered.price === null) throw new Error('the seed has a price')
    await before.client.prices.add({ model: one, tiers: entered.price.tiers, source: 'our contract' })
    const { client } = await release(alpha(models('5')).replaceAll('a list', 'a newer list'))
    const sourceOf = async (ref: string) => (await client.models.get({ ref: ref as ModelRef })).price?.source
    expect([await sourceOf('alpha/one'), await sourceOf('alpha/two')]).toEqual(['our contract', 'a newer list'])
  })
})

describe('a catalog file that is not one', () => {
  it('is refused by name and place, and the workspace can be opened again', async () => {
    const broken = alpha().replace('"wireId":"one"', '"wireId":7')
    await expect(release(broken)).rejects.toMatchObject({ failure: { code: 'INVALID_INPUT', source: 'catalog.json' } })
    open = undefined
    expect((await (await release(alpha())).client.models.list({})).items).toHaveLength(1)
  })
})
