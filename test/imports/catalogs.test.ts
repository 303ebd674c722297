import { describe, expect, it } from 'vitest'
import { ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { sharedEngine } from './shared-engine.ts'
import { modelsDev, rowsOf, take } from './sources.ts'

const shared = sharedEngine()

describe('a preview', () => {
  it('says of every entry what would become of it, and writes nothing', async () => {
    const before = shared.everything()
    const text = shared.litellm({
      ...{ one: { input_cost_per_token: 3e-6 }, two: {}, three: { max_input_tokens: 8000 } },
      ...{ odd: { input_cost_per_token: -1 }, image: { mode: 'image_generation' }, other: { provider: 'beta' } },
    })
    const preview = await shared.client.imports.preview({ name: 'a file', text })
    expect(preview).toMatchObject({
      ...{ format: 'litellm', source: 'a file', entries: 6, picked: 3, lastEntries: null, isSuspiciouslyShort: false },
      counts: { new: 1, changed: 2, same: 0, gone: 0, quarantined: 1, skipped: 2 },
    })
    const rows = await rowsOf(shared.client, preview)
    expect(rows.map(({ sourceKey, name, kind, reason, isPicked }) => [sourceKey, name, kind, reason, isPicked])).toEqual([
      ['one', shared.ref('one'), 'changed', null, true],
      ['two', shared.ref('two'), 'changed', null, true],
      ['three', shared.ref('three'), 'new', null, true],
      ['odd', shared.ref('odd'), 'quarantined', 'negative_price', false],
      ['image', null, 'skipped', 'not_chat', false],
      ['other', null, 'skipped', 'unknown_provider', false],
    ])
    expect(rows[0]?.fields[0]).toEqual({ name: 'input', before: 1_000_000, after: 3_000_000, ratio: 3 })
    expect(shared.everything()).toEqual(before)
  })

  it('gives its rows by kind, reason, provider, name and page', async () => {
    const text = shared.litellm({
      three: {},
      four: {},
      five: { output_cost_per_token: 0, input_cost_per_token: 0 },
      'beta/x': { provider: 'beta' },
    })
    const { id } = await shared.client.imports.preview({ name: 'a file', text, allProviders: true })
    const keys = async (filter: object) => (await shared.client.imports.rows({ id, ...filter })).items.map(({ sourceKey }) => sourceKey)
    expect(await keys({ kind: 'new' })).toEqual(['three', 'four', 'beta/x'])
    expect(await keys({ reason: 'ambiguous_zero' })).toEqual(['five'])
    expect(await keys({ provider: 'beta' })).toEqual(['beta/x'])
    expect(await keys({ search: 'OU' })).toEqual(['four'])
    expect(await shared.client.imports.rows({ id, offset: 1, limit: 2 })).toMatchObject({ items: [{ index: 1 }, { index: 2 }] })
  })

  it('is forgotten when it is applied, and when many others came after it', async () => {
    const first = await shared.client.imports.preview({ name: 'a file', text: shared.litellm({ three: {} }) })
    for (let n = 0; n < 4; n += 1) await shared.client.imports.preview({ name: 'a file', text: shared.litellm({ three: {} }) })
    expect(await failureOf(shared.client.imports.rows({ id: first.id }))).toMatchObject({ code: 'NOT_FOUND', what: 'import' })
    const { preview } = await take(shared.client, shared.litellm({ three: {} }))
    expect(await failureOf(shared.client.imports.apply({ id: preview.id }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('an import', () => {
  it('takes what is picked, in one entry of the audit, and a second time changes nothing', async () => {
    const text = shared.litellm({
      one: { input_cost_per_token: 3e-6 },
      three: { max_input_tokens: 8000, deprecation_date: '2027-01-01', kept: ['as', 'it', 'is'] },
    })
    const { done } = await take(shared.client, text)
    expect(done).toMatchObject({ models: 2, prices: 2, providers: 0, pools: 0, settings: 0 })
    expect(await shared.client.models.get({ ref: shared.ref('three') })).toMatchObject({
      ...{ contextWindow: 8000, sunsetAtMs: Date.UTC(2027, 0, 1), status: 'active', pool: 'default' },
      price: { source: 'litellm: a file', sourceKind: 'import', tiers: [{ rates: { input: 1_000_000 } }] },
    })
    const [{ import_json } = { import_json: '' }] = shared.under.rows<{ import_json: string }>(
      `select import_json from model where wire_id = 'three' order by id desc`,
    )
    expect(JSON.parse(import_json)).toMatchObject({ litellm: { kept: ['as', 'it', 'is'] } })
    expect((await shared.client.imports.history()).items[0]).toMatchObject({
      source: 'a file',
      format: 'litellm',
      entries: 2,
      models: 2,
      change: done.change,
    })
    const again = await take(shared.client, text)
    expect(again.preview.counts).toMatchObject({ new: 0, changed: 0, same: 2 })
    expect(again.done).toMatchObject({ models: 0, change: null })
  })

  it('is undone whole, and can be taken again', async () => {
    const priced = async () => (await shared.models()).map((model) => [model.ref, model.price?.id ?? null])
    const before = await priced()
    const text = shared.litellm({ one: { input_cost_per_token: 3e-6 }, 'undone/x': { provider: 'undone' } })
    const { done } = await take(shared.client, text, { allProviders: true })
    expect(done).toMatchObject({ models: 2, providers: 1 })
    await shared.client.audit.undo({ id: done.change ?? ('' as never) })
    expect(await priced()).toEqual(before)
    expect((await shared.client.providers.list({ limit: 500 })).items.some(({ key }) => key === 'undone')).toBe(false)
    expect((await take(shared.client, text, { allProviders: true })).done).toMatchObject({ models: 2, providers: 1 })
    expect(await shared.input(shared.ref('one'))).toBe(3_000_000)
  })

  it('takes rows that are added by hand, leaves those that are left, and refuses what cannot be taken', async () => {
    const text = shared.litellm({
      three: {},
      four: {},
      free: { input_cost_per_token: 0, output_cost_per_token: 0 },
      odd: { input_cost_per_token: -1 },
    })
    const { id } = await shared.client.imports.preview({ name: 'a file', text })
    expect(await failureOf(shared.client.imports.apply({ id, acceptShort: true, pick: { added: [3, 9] } }))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ message: 'odd cannot be taken: input_cost_per_token is -1' }, { message: 'there is no row 9' }],
    })
    await shared.client.imports.apply({ id, acceptShort: true, pick: { added: [2], left: [0] } })
    const refs = (await shared.models()).map((model) => model.ref)
    expect(refs).toEqual([shared.ref('four'), shared.ref('free'), shared.ref('one'), shared.ref('two')])
    expect(await shared.input(shared.ref('free'))).toBe(0)
  })

  it('keeps a price that a person entered, unless it is picked', async () => {
    await shared.client.prices.add({ model: shared.ref('one'), tiers: [{ rates: rates(7_000_000) }], source: 'a contract' })
    const text = shared.litellm({ one: { input_cost_per_token: 3e-6 } })
    const { preview } = await take(shared.client, text)
    expect(await shared.freshRows(text)).toMatchObject([{ kind: 'changed', reason: 'manual_price', isPicked: false, canPick: true }])
    expect([preview.picked, await shared.input(shared.ref('one'))]).toEqual([0, 7_000_000])
    const { id } = await shared.client.imports.preview({ name: 'a file', text })
    await shared.client.imports.apply({ id, acceptShort: true, pick: { added: [0] } })
    expect(await shared.input(shared.ref('one'))).toBe(3_000_000)
  })

  it('fills what is unknown all the same, beside a price that a person entered', async () => {
    const two = shared.ref('two')
    await shared.client.prices.add({ model: two, tiers: [{ rates: rates(7_000_000) }], source: 'a contract' })
    await take(
      shared.client,
      shared.litellm({ two: { input_cost_per_token: 3e-6, supports_vision: true, deprecation_date: '2027-01-01' } }),
    )
    expect(await shared.client.models.get({ ref: two })).toMatchObject({ capabilities: { vision: true }, sunsetAtMs: Date.UTC(2027, 0, 1) })
    expect(await shared.input(two)).toBe(7_000_000)
  })

  it('brings providers that are not there along, disabled, with an address and a key to be confirmed where the source knows them', async () => {
    const text = modelsDev({ beta: { x: { cost: { input: 1, output: 2 } } } })
    expect((await take(shared.client, text)).done.change).toBeNull()
    const { preview } = await take(shared.client, text, { allProviders: true })
    expect(preview.providers).toMatchObject([{ provider: 'beta', isKnown: false, rows: 1, picked: 1 }])
    const key = ProviderKey.parse('beta')
    expect(await shared.client.providers.get({ key })).toMatchObject({
      ...{ kind: 'openai-compatible', baseUrl: 'https://beta.example.com/v1', credential: 'env:BETA_API_KEY' },
      ...{ isEnabled: false, isCredentialPresent: false },
    })
    expect((await shared.client.keys.list()).items.find(({ provider }) => provider === 'beta')).toMatchObject({ state: 'unconfirmed' })
    await take(shared.client, shared.litellm({ 'gamma/x': { provider: 'gamma' } }), { allProviders: true })
    const gamma = ProviderKey.parse('gamma')
    expect(await shared.client.providers.get({ key: gamma })).toMatchObject({ baseUrl: null, credential: null, isEnabled: false })
    expect(await failureOf(shared.client.providers.set({ key: gamma, isEnabled: true }))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'baseUrl' }],
    })
  })

  it('is refused when the catalog was edited since its preview, and writes nothing', async () => {
    const preview = await shared.client.imports.preview({
      name: 'a file',
      text: shared.litellm({ one: { input_cost_per_token: 3e-6 }, three: {} }),
    })
    await shared.client.prices.add({ model: shared.ref('one'), tiers: [{ rates: rates(7_000_000) }], source: 'a contract' })
    const before = shared.everything()
    expect(await failureOf(shared.client.imports.apply({ id: preview.id }))).toMatchObject({ code: 'CONFLICT', reason: 'changed' })
    expect(shared.everything()).toEqual(before)
  })

  it('keeps null, 0 and absent apart', async () => {
    await take(shared.client, shared.litellm({ three: { cache_creation_input_token_cost: 0, cache_read_input_token_cost: null } }))
    expect((await shared.client.models.get({ ref: shared.ref('three') })).price?.tiers[0]?.rates).toMatchObject({
      ...{ cacheWrite5m: 0, cacheRead: null, cacheWrite1h: null, audio: null },
    })
    const [{ figures } = { figures: '' }] = shared.under.rows<{ figures: string }>(
      `select source_figures as figures from price_version where source_kind = 'import' order by id desc`,
    )
    expect(JSON.parse(figures)).toMatchObject({ cache_creation_input_token_cost: 0, cache_read_input_token_cost: null })
  })
})

function rates(all: number) {
  const rate = all as never
  return {
    ...{ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate, reasoning: rate },
    ...{ audio: null, image: null, perRequest: null },
  }
}
