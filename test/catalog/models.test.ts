import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import type { Tokens } from '#contract/units'
import { failureOf } from '../builders/failure.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder })
  await under.client.providers.add({ key: 'lab' as ProviderKey, kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1' })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const ref = (text: string) => text as ModelRef
let added = 0

async function addModel(): Promise<ModelRef> {
  added += 1
  const own = ref(`lab/model-${added}`)
  await under.client.models.add({ ref: own })
  return own
}

describe('a model that is added', () => {
  it('keeps whatever its provider calls it, further slashes and colons included', async () => {
    const own = ref('lab/meta-llama/Llama-4:free')
    expect(await under.client.models.add({ ref: own, contextWindow: 128_000 as Tokens })).toMatchObject({
      ...{ ref: own, provider: 'lab', wireId: 'meta-llama/Llama-4:free', name: 'meta-llama/Llama-4:free' },
      ...{ pool: 'default', status: 'active', isDefault: false, contextWindow: 128_000, price: null, revision: 1 },
    })
  })

  it('has the price it came with, exactly, in force at once', async () => {
    const { price } = await under.client.models.add({ ref: ref('lab/priced'), input: '0.075', output: '1.25' })
    expect(price?.tiers).toMatchObject([{ rates: { input: 75_000, output: 1_250_000, reasoning: 1_250_000, cacheRead: null } }])
    expect(price).toMatchObject({ source: 'entered by ada', seq: 1 })
  })

  it('is refused with half a price, or one that is no amount', async () => {
    expect(await failureOf(under.client.models.add({ ref: ref('lab/half'), input: '1' }))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await failureOf(under.client.models.add({ ref: ref('lab/half'), input: '-1', output: '1' }))).toMatchObject({
      ...{ code: 'INVALID_INPUT', issues: [{ path: 'input' }] },
    })
    expect(await failureOf(under.client.models.get({ ref: ref('lab/half') }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is refused under a ref that is taken, by two who add it at once too', async () => {
    const own = await addModel()
    expect(await failureOf(under.client.models.add({ ref: own }))).toEqual({ code: 'CONFLICT', what: 'model', name: own, reason: 'exists' })
    const both = await Promise.allSettled([1, 2].map(() => under.client.models.add({ ref: ref('lab/race') })))
    const [refused] = both.filter((each) => each.status === 'rejected')
    expect(await failureOf(Promise.reject(refused?.reason))).toMatchObject({ code: 'CONFLICT', reason: 'exists' })
    expect((await under.client.models.list({ search: 'lab/race' })).items).toHaveLength(1)
  })

  it('is refused at a provider or in a pool that is not there, with what is near', async () => {
    expect(await failureOf(under.client.models.add({ ref: ref('labb/x') }))).toMatchObject({
      ...{ code: 'NOT_FOUND', what: 'provider', near: ['lab'] },
    })
    expect(await failureOf(under.client.models.add({ ref: ref('lab/x'), pool: 'defualt' as PoolName }))).toMatchObject({
      ...{ code: 'NOT_FOUND', what: 'pool', name: 'lab/defualt', near: ['default'] },
    })
  })
})

describe('a model that is looked for', () => {
  it.each([
    ['openai/gpt-5.4-mni', 'openai/gpt-5.4-mini'],
    ['gpt-5.4/mini', 'openai/gpt-5.4-mini'],
    ['openrouter/claude-haiku-4-5', 'anthropic/claude-haiku-4-5'],
    ['anthropic/haiku', 'anthropic/claude-haiku-4-5'],
  ])('as %s is NOT_FOUND, and %s is near', async (typed, near) => {
    const failure = await failureOf(under.client.models.get({ ref: ref(typed) }))
    expect(failure).toMatchObject({ code: 'NOT_FOUND', what: 'model', name: typed })
    if (failure.code === 'NOT_FOUND') expect(failure.near).toContain(near)
  })

  it('is found by a part of its ref or of its name, in any case', async () => {
    const refs = async (search: string) => (await under.client.models.list({ search })).items.map((model) => model.ref)
    expect(await refs('HAIKU')).toEqual(['anthropic/claude-haiku-4-5'])
    expect(await refs('Claude Haiku')).toEqual(['anthropic/claude-haiku-4-5'])
    expect(await refs('no such model')).toEqual([])
  })
})

describe('a model that is edited', () => {
  it('changes in what is given, moves to another pool, and counts its revisions', async () => {
    const own = await addModel()
    await under.client.pools.add({ provider: 'lab' as ProviderKey, name: `pool-${added}` as PoolName, limits: {} })
    const edited = await under.client.models.set({ ref: own, name: 'Ours', pool: `pool-${added}` as PoolName, revision: 1 })
    expect(edited).toMatchObject({ name: 'Ours', pool: `pool-${added}`, contextWindow: null, revision: 2 })
    expect((await under.client.pools.list({ provider: 'lab' as ProviderKey })).items.find((pool) => pool.models.includes(own))?.name).toBe(
      `pool-${added}`,
    )
  })

  it('is a CONFLICT when it was edited since it was read', async () => {
    const own = await addModel()
    await under.client.models.set({ ref: own, name: 'first', revision: 1 })
    const late = under.client.models.set({ ref: own, name: 'second', revision: 1 })
    expect(await failureOf(late)).toEqual({
      ...{ code: 'CONFLICT', what: 'model', name: own, reason: 'changed', revision: 2 },
      fields: [{ name: 'name', given: 'second', standing: 'first' }],
    })
  })
})

describe('the default of a provider', () => {
  it('is at most one: choosing another unseats it', async () => {
    const [one, other] = [await addModel(), await addModel()]
    expect(await under.client.models.setDefault({ ref: one })).toMatchObject({ isDefault: true })
    expect(await under.client.models.setDefault({ ref: other })).toMatchObject({ isDefault: true })
    expect(await under.client.models.get({ ref: one })).toMatchObject({ isDefault: false })
    const { items } = await under.client.models.defaults()
    expect(items.filter((model) => model.provider === 'lab').map((model) => model.ref)).toEqual([other])
    expect(under.rows('select provider_id from model where is_default = 1 group by provider_id having count(*) > 1')).toEqual([])
  })

  it('is never a deprecated model', async () => {
    const own = await addModel()
    await under.client.models.deprecate({ ref: own })
    expect(await failureOf(under.client.models.setDefault({ ref: own }))).toMatchObject({ code: 'CONFLICT', reason: 'state' })
  })

  it('is deprecated only with a word on who comes after it: another model of the provider, or none', async () => {
    const [own, next] = [await addModel(), await addModel()]
    await under.client.models.setDefault({ ref: own })
    const refused = { code: 'INVALID_INPUT', issues: [{ path: 'successor' }] }
    expect(await failureOf(under.client.models.deprecate({ ref: own }))).toMatchObject(refused)
    expect(await failureOf(under.client.models.deprecate({ ref: own, successor: own }))).toMatchObject(refused)
    expect(await failureOf(under.client.models.deprecate({ ref: own, successor: ref('openai/gpt-5.4-mini') }))).toMatchObject(refused)
    expect(await failureOf(under.client.models.deprecate({ ref: next, successor: own }))).toMatchObject(refused)
    expect(await under.client.models.get({ ref: own })).toMatchObject({ status: 'active', isDefault: true })
    await under.client.models.deprecate({ ref: own, successor: next })
    expect(await under.client.models.get({ ref: next })).toMatchObject({ isDefault: true })
    expect(await under.client.models.get({ ref: own })).toMatchObject({ status: 'deprecated', isDefault: false })
    expect(await under.client.models.clearDefault({ provider: 'lab' as ProviderKey })).toMatchObject({ change: expect.any(String) })
    expect(await under.client.models.clearDefault({ provider: 'lab' as ProviderKey })).toEqual({ provider: 'lab', change: null })
  })

  it('is gone when it is deprecated without a successor, and its provider is named as without one', async () => {
    const own = await addModel()
    await under.client.models.setDefault({ ref: own })
    expect(await under.client.models.deprecate({ ref: own, successor: null })).toMatchObject({ status: 'deprecated', isDefault: false })
    expect((await under.client.models.defaults()).without).toContain('lab')
    expect(await under.client.models.reactivate({ ref: own })).toMatchObject({ status: 'active', isDefault: false })
  })

  it('exists for each provider of the shipped catalog', async () => {
    const { items } = await under.client.models.defaults()
    expect(items.map((model) => model.provider).filter((provider) => provider !== 'lab')).toEqual([
      ...['anthropic', 'deepseek', 'google', 'mistral', 'openai', 'simulator', 'xai'],
    ])
  })
})

describe('a deprecated model', () => {
  it('says so instead of being available, and lists by its status', async () => {
    const own = await addModel()
    await under.client.models.deprecate({ ref: own })
    expect(await under.client.models.get({ ref: own })).toMatchObject({ status: 'deprecated', availability: 'deprecated' })
    const { items } = await under.client.models.list({ status: 'deprecated', limit: 500 })
    expect(items.map((model) => model.ref)).toContain(own)
    expect(items.every((model) => model.status === 'deprecated')).toBe(true)
  })
})

describe('every edit of a model', () => {
  it('leaves a row that says who did what', async () => {
    const own = await addModel()
    await under.client.models.set({ ref: own, name: 'Ours' })
    await under.client.models.setDefault({ ref: own })
    await under.client.models.deprecate({ ref: own, successor: null })
    await under.client.models.reactivate({ ref: own })
    const entries = under.rows<{ action: string; user: string }>('select * from audit_entry where subject = ? order by id', own)
    expect(entries.map((entry) => entry.action)).toEqual(['add', 'set', 'default', 'deprecate', 'reactivate'])
    expect(new Set(entries.map((entry) => entry.user))).toEqual(new Set(['ada']))
  })
})
