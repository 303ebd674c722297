import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder, shippedCatalog } from '../builders/shipped-engine.ts'
import { litellmOf, rowsOf, take } from './sources.ts'

const scratches: ReturnType<typeof scratchFolder>[] = []
/** For what only looks, or has a provider of its own. */
let shared: ShippedEngine
const open: ShippedEngine[] = []
beforeAll(async () => {
  shared = await engine(seedCatalogOf(['alpha', 'beta'].map((key) => ({ key, models: [{ wireId: 'one' }, { wireId: 'two' }] }))))
  open.splice(0)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()))
})
afterAll(async () => {
  await shared.stop()
  for (const scratch of scratches) scratch.remove()
})

async function engine(seedCatalog: string): Promise<ShippedEngine> {
  const scratch = scratchFolder()
  scratches.push(scratch)
  const opened = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
  open.push(opened)
  return opened
}

const empty = seedCatalogOf([])
const small = seedCatalogOf([{ key: 'alpha', credential: 'env:ALPHA_API_KEY', models: [{ wireId: 'one' }, { wireId: 'two' }] }])
const exported = async ({ client }: ShippedEngine, format: 'yaml' | 'json' = 'yaml') => (await client.config.export({ format })).text
const [alpha, one, two] = [ProviderKey.parse('alpha'), ModelRef.parse('alpha/one'), ModelRef.parse('alpha/two')]

describe('the configuration as a file', () => {
  it('gives the same file from the workspace that takes it over, in either form, however much was changed', async () => {
    const first = await engine(shippedCatalog())
    const { client } = first
    await take(
      client,
      litellmOf('openai', { 'gpt-odd': { deprecation_date: '2027-03-01', input_cost_per_token_priority: 4e-6 }, 'x/y:z': {} }),
    )
    await take(client, litellmOf('other', { 'other/m': { max_input_tokens: 9 } }), { allProviders: true })
    await client.pools.add({
      provider: ProviderKey.parse('openai'),
      name: PoolName.parse('batch'),
      limits: { maxParallel: 4, adaptive: true },
    })
    await client.models.set({
      ref: ModelRef.parse('openai/gpt-odd'),
      pool: PoolName.parse('batch'),
      capabilities: { z: true, a: true } as never,
    })
    await client.models.setFallback({ ref: ModelRef.parse('openai/gpt-odd'), fallback: ModelRef.parse('openai/gpt-5') })
    await client.models.deprecate({ ref: ModelRef.parse('openai/x/y:z') })
    const later = Date.UTC(2099, 0, 1) as never
    const [price] = (await client.prices.list({ model: ModelRef.parse('openai/gpt-5') })).items
    await client.prices.add({
      model: ModelRef.parse('openai/gpt-5'),
      effectiveFromMs: later,
      tiers: price?.tiers ?? [],
      source: 'to come',
      note: 'two\nlines: #',
    })
    await client.settings.set({ key: 'breaker', value: { ...(await breaker(client)), failureThreshold: 9 } })
    await client.settings.set({ key: 'judgeModel', value: 'openai/gpt-5' })
    const text = await exported(first)
    expect(await exported(first)).toBe(text)
    for (const format of ['yaml', 'json'] as const) {
      const second = await engine(empty)
      const file = await exported(first, format)
      const { preview, done } = await take(second.client, file)
      expect(preview).toMatchObject({ format: 'assay', counts: { quarantined: 0, skipped: 0 } })
      expect(done.change).not.toBeNull()
      expect(await exported(second)).toBe(text)
      expect((await take(second.client, file)).done.change).toBeNull()
    }
  })

  it('holds no key, and names the variable of one alone, which is looked up only once a person agrees', async () => {
    const first = await engine(small)
    await first.client.providers.add({
      key: ProviderKey.parse('kept'),
      kind: 'openai',
      baseUrl: 'https://kept.example.com',
      credential: 'file:kept' as never,
    })
    const text = await exported(first)
    expect(text).toContain('credential: env:ALPHA_API_KEY')
    expect(text).not.toContain('file:')
    const second = await engine(empty)
    await take(second.client, text)
    expect((await second.client.keys.list()).items.map(({ provider, state }) => [provider, state])).toEqual([
      ['alpha', 'unconfirmed'],
      ['kept', 'not_needed'],
    ])
    const preview = await second.client.imports.preview({ name: 'f', text: text.replace('env:ALPHA_API_KEY', 'file:stolen') })
    expect((await rowsOf(second.client, preview))[0]).toMatchObject({ kind: 'quarantined', reason: 'invalid', canPick: false })
  })

  it('leaves what it does not name, and brings what it names to what it says', async () => {
    const under = await engine(small)
    const { client } = under
    await client.models.setDefault({ ref: one })
    const text = `
assay: 1
providers:
  alpha:
    name: Alpha
    kind: openai-compatible
    baseUrl: https://alpha.example.com/v1
    pools: { default: { maxParallel: 7 }, slow: { maxParallel: 1, requestsPerMinute: 60 } }
    models:
      two: { default: true, pool: slow, fallback: alpha/one, prices: [{ from: "2026-11-01T00:00:00Z", source: a page, tiers: [{ input: "0.5", output: "1" }] }] }
settings:
  maxAttempts: 3
`
    const { preview, done } = await take(client, text)
    expect(preview.counts).toMatchObject({ changed: 4, new: 1 })
    expect(done).toMatchObject({ providers: 1, pools: 2, models: 1, prices: 1, settings: 1 })
    expect(await client.models.get({ ref: one })).toMatchObject({ isDefault: false, price: { source: 'a list' } })
    expect(await client.models.get({ ref: two })).toMatchObject({
      ...{ isDefault: true, pool: 'slow', fallback: 'alpha/one', contextWindow: null },
      price: { source: 'a page', sourceKind: 'import', tiers: [{ rates: { input: 500_000, reasoning: 1_000_000, cacheRead: null } }] },
    })
    const [state] = (await client.keys.list()).items
    expect(state).toMatchObject({ provider: 'alpha', state: 'unbound' })
    expect((await client.settings.list()).items.find(({ key }) => key === 'maxAttempts')).toMatchObject({ value: 3 })
    await client.audit.undo({ id: done.change ?? ('' as never) })
    expect(await client.models.get({ ref: one })).toMatchObject({ isDefault: true })
    expect(await client.providers.get({ key: alpha })).toMatchObject({ name: 'alpha', maxParallel: null })
  })

  it('keeps a price that a person entered unless its row is picked', async () => {
    const { client } = shared
    const [price] = (await client.prices.list({ model: ModelRef.parse('beta/one') })).items
    const tiers = (price?.tiers ?? []).map((tier) => ({ rates: { ...tier.rates, input: 9 as never } }))
    await client.prices.add({
      model: ModelRef.parse('beta/one'),
      effectiveFromMs: Date.UTC(2026, 5, 1) as never,
      tiers,
      source: 'a contract',
    })
    const text =
      'assay: 1\nproviders: { beta: { name: beta, kind: openai-compatible, baseUrl: "http://127.0.0.1:9/v1", models: { one: { prices: [{ from: "2026-11-01T00:00:00Z", source: p, tiers: [{ input: "5", output: "5" }] }] } } } }'
    const preview = await client.imports.preview({ name: 'f', text })
    expect((await rowsOf(client, preview)).at(-1)).toMatchObject({
      name: 'beta/one',
      reason: 'manual_price',
      isPicked: false,
      canPick: true,
    })
  })

  it.each([
    ['a setting nobody knows', 'settings: { noSuch: 1 }', 'there is no such setting'],
    ['a setting out of its range', 'settings: { maxAttempts: 0 }', /expected number to be >=1/],
    ['a field nobody knows', 'providers: { alpha: { name: a, kind: openai, baseUrl: "https://a.example.com", nonsense: 1 } }', /nonsense/],
    ['another kind', 'providers: { alpha: { name: a, kind: openai, baseUrl: "https://a.example.com" } }', /kind does not change/],
    ['an address in clear', 'providers: { n: { name: a, kind: openai, baseUrl: "http://a.example.com" } }', /in clear/],
    [
      'a pool that is not there',
      'providers: { alpha: { name: a, kind: openai-compatible, baseUrl: "https://a.example.com", models: { m: { pool: gone } } } }',
      /alpha\/gone, is not there/,
    ],
    [
      'a fallback that is not there',
      'providers: { alpha: { name: a, kind: openai-compatible, baseUrl: "https://a.example.com", models: { m: { fallback: a/b } } } }',
      /a\/b, is not there/,
    ],
    [
      'a price that is no text',
      'providers: { alpha: { name: a, kind: openai-compatible, baseUrl: "https://a.example.com", models: { m: { prices: [{ from: "2026-01-01T00:00:00Z", source: s, tiers: [{ input: 1 }] }] } } } }',
      /prices\.0\.tiers\.0\.input/,
    ],
  ])('with %s says so of that thing alone', async (_, text, detail) => {
    const { client } = shared
    const preview = await client.imports.preview({ name: 'f', text: `assay: 1\n${text}` })
    const broken = (await rowsOf(client, preview)).filter(({ kind }) => kind === 'quarantined')
    expect(broken).toMatchObject([
      { reason: 'invalid', canPick: false, detail: typeof detail === 'string' ? detail : expect.stringMatching(detail) },
    ])
  })

  it('of another version, or with parts nobody knows, is refused', async () => {
    const { client } = shared
    expect(await failureOf(client.imports.preview({ name: 'f', text: 'assay: 2' }))).toMatchObject({ issues: [{ path: 'assay' }] })
    expect(await failureOf(client.imports.preview({ name: 'f', text: 'assay: 1\nkeys: {}' }))).toMatchObject({ issues: [{ path: 'keys' }] })
  })

  it('is sorted by name, so that two can be compared line by line', async () => {
    const { providers } = parse(await exported(shared)) as { providers: { alpha: { models: object } } }
    expect([Object.keys(providers), Object.keys(providers.alpha.models)]).toEqual([
      ['alpha', 'beta'],
      ['one', 'two'],
    ])
  })
})

async function breaker(client: ShippedEngine['client']) {
  const setting = (await client.settings.list()).items.find(({ key }) => key === 'breaker')
  return setting?.value as { readonly failureThreshold: number }
}
