import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ModelRef, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { litellmOf, modelsDev, rowsOf, take } from './sources.ts'

/** Each test has a provider of its own, of one priced model and one without a price, so that they can share an engine. */
const providers = Array.from({ length: 30 }, (_, at) => `alpha${at}`)
const seedCatalog = seedCatalogOf(providers.map((key) => ({ key, models: [{ wireId: 'one' }, { wireId: 'two', price: null }] })))

const scratch = scratchFolder()
let under: ShippedEngine
let turn = -1
let alpha = ''
let one: ModelRef
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
})
beforeEach(() => {
  turn += 1
  alpha = providers[turn] ?? ''
  one = ref('one')
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const ref = (wireId: string) => ModelRef.parse(`${alpha}/${wireId}`)
const litellm = (entries: Parameters<typeof litellmOf>[1]) => litellmOf(alpha, entries)
const everything = () =>
  ['provider', 'pool', 'model', 'price_version', 'audit_entry', 'import_record', 'import_figure'].map((table) =>
    under.rows(`select * from ${table}`),
  )
const input = async (model: ModelRef) => (await under.client.models.get({ ref: model })).price?.tiers[0]?.rates.input ?? null
const models = async () => (await under.client.models.list({ provider: ProviderKey.parse(alpha), limit: 500 })).items

describe('a preview', () => {
  it('says of every entry what would become of it, and writes nothing', async () => {
    const before = everything()
    const text = litellm({
      ...{ one: { input_cost_per_token: 3e-6 }, two: {}, three: { max_input_tokens: 8000 } },
      ...{ odd: { input_cost_per_token: -1 }, image: { mode: 'image_generation' }, other: { provider: 'beta' } },
    })
    const preview = await under.client.imports.preview({ name: 'a file', text })
    expect(preview).toMatchObject({
      ...{ format: 'litellm', source: 'a file', entries: 6, picked: 3, lastEntries: null, isSuspiciouslyShort: false },
      counts: { new: 1, changed: 2, same: 0, gone: 0, quarantined: 1, skipped: 2 },
    })
    const rows = await rowsOf(under.client, preview)
    expect(rows.map(({ sourceKey, name, kind, reason, isPicked }) => [sourceKey, name, kind, reason, isPicked])).toEqual([
      ['one', ref('one'), 'changed', null, true],
      ['two', ref('two'), 'changed', null, true],
      ['three', ref('three'), 'new', null, true],
      ['odd', ref('odd'), 'quarantined', 'negative_price', false],
      ['image', null, 'skipped', 'not_chat', false],
      ['other', null, 'skipped', 'unknown_provider', false],
    ])
    expect(rows[0]?.fields[0]).toEqual({ name: 'input', before: 1_000_000, after: 3_000_000, ratio: 3 })
    expect(everything()).toEqual(before)
  })

  it('gives its rows by kind, reason, provider, name and page', async () => {
    const text = litellm({
      three: {},
      four: {},
      five: { output_cost_per_token: 0, input_cost_per_token: 0 },
      'beta/x': { provider: 'beta' },
    })
    const { id } = await under.client.imports.preview({ name: 'a file', text, allProviders: true })
    const keys = async (filter: object) => (await under.client.imports.rows({ id, ...filter })).items.map(({ sourceKey }) => sourceKey)
    expect(await keys({ kind: 'new' })).toEqual(['three', 'four', 'beta/x'])
    expect(await keys({ reason: 'ambiguous_zero' })).toEqual(['five'])
    expect(await keys({ provider: 'beta' })).toEqual(['beta/x'])
    expect(await keys({ search: 'OU' })).toEqual(['four'])
    expect(await under.client.imports.rows({ id, offset: 1, limit: 2 })).toMatchObject({ items: [{ index: 1 }, { index: 2 }] })
  })

  it('is forgotten when it is applied, and when many others came after it', async () => {
    const first = await under.client.imports.preview({ name: 'a file', text: litellm({ three: {} }) })
    for (let n = 0; n < 4; n += 1) await under.client.imports.preview({ name: 'a file', text: litellm({ three: {} }) })
    expect(await failureOf(under.client.imports.rows({ id: first.id }))).toMatchObject({ code: 'NOT_FOUND', what: 'import' })
    const { preview } = await take(under.client, litellm({ three: {} }))
    expect(await failureOf(under.client.imports.apply({ id: preview.id }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('an import', () => {
  it('takes what is picked, in one entry of the audit, and a second time changes nothing', async () => {
    const text = litellm({
      one: { input_cost_per_token: 3e-6 },
      three: { max_input_tokens: 8000, deprecation_date: '2027-01-01', kept: ['as', 'it', 'is'] },
    })
    const { done } = await take(under.client, text)
    expect(done).toMatchObject({ models: 2, prices: 2, providers: 0, pools: 0, settings: 0 })
    expect(await under.client.models.get({ ref: ref('three') })).toMatchObject({
      ...{ contextWindow: 8000, sunsetAtMs: Date.UTC(2027, 0, 1), status: 'active', pool: 'default' },
      price: { source: 'litellm: a file', sourceKind: 'import', tiers: [{ rates: { input: 1_000_000 } }] },
    })
    const [{ import_json } = { import_json: '' }] = under.rows<{ import_json: string }>(
      `select import_json from model where wire_id = 'three' order by id desc`,
    )
    expect(JSON.parse(import_json)).toMatchObject({ litellm: { kept: ['as', 'it', 'is'] } })
    expect((await under.client.imports.history()).items).toMatchObject([
      { source: 'a file', format: 'litellm', entries: 2, models: 2, change: done.change },
    ])
    const again = await take(under.client, text)
    expect(again.preview.counts).toMatchObject({ new: 0, changed: 0, same: 2 })
    expect(again.done).toMatchObject({ models: 0, change: null })
  })

  it('is undone whole, and can be taken again', async () => {
    const priced = async () => (await models()).map((model) => [model.ref, model.price?.id ?? null])
    const before = await priced()
    const text = litellm({ one: { input_cost_per_token: 3e-6 }, 'undone/x': { provider: 'undone' } })
    const { done } = await take(under.client, text, { allProviders: true })
    expect(done).toMatchObject({ models: 2, providers: 1 })
    await under.client.audit.undo({ id: done.change ?? ('' as never) })
    expect(await priced()).toEqual(before)
    expect((await under.client.providers.list({ limit: 500 })).items.some(({ key }) => key === 'undone')).toBe(false)
    expect((await take(under.client, text, { allProviders: true })).done).toMatchObject({ models: 2, providers: 1 })
    expect(await input(one)).toBe(3_000_000)
  })

  it('takes rows that are added by hand, leaves those that are left, and refuses what cannot be taken', async () => {
    const text = litellm({
      three: {},
      four: {},
      free: { input_cost_per_token: 0, output_cost_per_token: 0 },
      odd: { input_cost_per_token: -1 },
    })
    const { id } = await under.client.imports.preview({ name: 'a file', text })
    expect(await failureOf(under.client.imports.apply({ id, acceptShort: true, pick: { added: [3, 9] } }))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ message: 'odd cannot be taken: input_cost_per_token is -1' }, { message: 'there is no row 9' }],
    })
    await under.client.imports.apply({ id, acceptShort: true, pick: { added: [2], left: [0] } })
    const refs = (await models()).map((model) => model.ref)
    expect(refs).toEqual([ref('four'), ref('free'), ref('one'), ref('two')])
    expect(await input(ref('free'))).toBe(0)
  })

  it('keeps a price that a person entered, unless it is picked', async () => {
    await under.client.prices.add({ model: one, tiers: [{ rates: rates(7_000_000) }], source: 'a contract' })
    const text = litellm({ one: { input_cost_per_token: 3e-6 } })
    const { preview } = await take(under.client, text)
    expect(await rowsOfFresh(text)).toMatchObject([{ kind: 'changed', reason: 'manual_price', isPicked: false, canPick: true }])
    expect([preview.picked, await input(one)]).toEqual([0, 7_000_000])
    const { id } = await under.client.imports.preview({ name: 'a file', text })
    await under.client.imports.apply({ id, acceptShort: true, pick: { added: [0] } })
    expect(await input(one)).toBe(3_000_000)
  })

  it('fills what is unknown all the same, beside a price that a person entered', async () => {
    const two = ref('two')
    await under.client.prices.add({ model: two, tiers: [{ rates: rates(7_000_000) }], source: 'a contract' })
    await take(under.client, litellm({ two: { input_cost_per_token: 3e-6, supports_vision: true, deprecation_date: '2027-01-01' } }))
    expect(await under.client.models.get({ ref: two })).toMatchObject({ capabilities: { vision: true }, sunsetAtMs: Date.UTC(2027, 0, 1) })
    expect(await input(two)).toBe(7_000_000)
  })

  it.each(['litellm first', 'models.dev first'])(
    'of two sources that contradict each other keeps what the first brought: %s',
    async (order) => {
      const l = litellm({ three: { input_cost_per_token: 3e-6, max_input_tokens: 1000 } })
      const m = modelsDev({ [alpha]: { three: { cost: { input: 4, output: 2 }, limit: { context: 2000, output: 500 } } } })
      const [first, second] = order === 'litellm first' ? [l, m] : [m, l]
      const three = ref('three')
      await take(under.client, first)
      const brought = [await input(three), (await under.client.models.get({ ref: three })).contextWindow]
      const { preview } = await take(under.client, second)
      expect(preview.conflicts).toBe(1)
      for (const text of [first, second, first]) expect((await take(under.client, text)).done.change).toBeNull()
      expect([await input(three), (await under.client.models.get({ ref: three })).contextWindow]).toEqual(brought)
      const [row] = await rowsOfFresh(second)
      expect(row).toMatchObject({ kind: 'changed', reason: 'conflict', isPicked: false })
      expect(row?.conflicts.map(({ field }) => field).sort()).toEqual(['contextWindow', 'input'])
      const { id } = await under.client.imports.preview({ name: 'a file', text: second })
      await under.client.imports.apply({ id, acceptShort: true, pick: { added: [0] } })
      expect(await input(three)).not.toBe(brought[0])
    },
  )

  it('follows its own source where it says something new', async () => {
    const three = ref('three')
    await take(under.client, litellm({ three: { max_input_tokens: 1000 } }))
    await take(under.client, litellm({ three: { max_input_tokens: 3000, input_cost_per_token: 9e-6 } }))
    expect(await under.client.models.get({ ref: three })).toMatchObject({
      contextWindow: 3000,
      price: { tiers: [{ rates: { input: 9_000_000 } }] },
    })
  })

  it('takes silence for nothing: what a source no longer says of a limit stays, and a class it never named contradicts nobody', async () => {
    await take(under.client, litellm({ three: { max_input_tokens: 1000, cache_read_input_token_cost: 1e-7 } }))
    expect(
      (await take(under.client, modelsDev({ [alpha]: { three: { name: 'three', cost: { input: 1, output: 2 } } } }))).done.change,
    ).toBeNull()
    await take(under.client, litellm({ three: { cache_read_input_token_cost: 1e-7 } }))
    expect(await under.client.models.get({ ref: ref('three') })).toMatchObject({
      contextWindow: 1000,
      price: { tiers: [{ rates: { cacheRead: 100_000, cacheWrite5m: null } }] },
    })
  })

  it('brings providers that are not there along, disabled, with an address and a key to be confirmed where the source knows them', async () => {
    const text = modelsDev({ beta: { x: { cost: { input: 1, output: 2 } } } })
    expect((await take(under.client, text)).done.change).toBeNull()
    const { preview } = await take(under.client, text, { allProviders: true })
    expect(preview.providers).toMatchObject([{ provider: 'beta', isKnown: false, rows: 1, picked: 1 }])
    const key = ProviderKey.parse('beta')
    expect(await under.client.providers.get({ key })).toMatchObject({
      ...{ kind: 'openai-compatible', baseUrl: 'https://beta.example.com/v1', credential: 'env:BETA_API_KEY' },
      ...{ isEnabled: false, isCredentialPresent: false },
    })
    expect((await under.client.keys.list()).items.find(({ provider }) => provider === 'beta')).toMatchObject({ state: 'unconfirmed' })
    await take(under.client, litellm({ 'gamma/x': { provider: 'gamma' } }), { allProviders: true })
    const gamma = ProviderKey.parse('gamma')
    expect(await under.client.providers.get({ key: gamma })).toMatchObject({ baseUrl: null, credential: null, isEnabled: false })
    expect(await failureOf(under.client.providers.set({ key: gamma, isEnabled: true }))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'baseUrl' }],
    })
  })

  it('shows what is gone since the last of its source, deprecates it when it is picked, and not while something needs it', async () => {
    await take(under.client, litellm({ one: {}, three: {}, four: {}, five: {} }))
    await under.client.models.setDefault({ ref: one })
    await under.client.models.setFallback({ ref: ref('two'), fallback: ref('three') })
    const preview = await under.client.imports.preview({ name: 'a file', text: litellm({ five: {} }) })
    expect(preview).toMatchObject({ counts: { gone: 3 }, picked: 0, lastEntries: 4, isSuspiciouslyShort: true })
    const rows = await rowsOf(under.client, preview, { gone: true })
    expect(rows.map(({ name, kind, canPick, detail }) => [name, kind, canPick, detail])).toEqual([
      [ref('five'), 'same', false, null],
      [ref('four'), 'gone', true, 'the source no longer has it: picked, it is deprecated'],
      [ref('one'), 'gone', false, 'it is the default of its provider: name another first'],
      [ref('three'), 'gone', false, 'two falls back to it: change that first'],
    ])
    const pick = { added: [1] }
    expect(await failureOf(under.client.imports.apply({ id: preview.id, pick }))).toMatchObject({ code: 'CONFLICT', reason: 'state' })
    await under.client.imports.apply({ id: preview.id, pick, acceptShort: true })
    expect(await under.client.models.get({ ref: ref('four') })).toMatchObject({ status: 'deprecated' })
  })

  it('is refused when the catalog was edited since its preview, and writes nothing', async () => {
    const preview = await under.client.imports.preview({
      name: 'a file',
      text: litellm({ one: { input_cost_per_token: 3e-6 }, three: {} }),
    })
    await under.client.prices.add({ model: one, tiers: [{ rates: rates(7_000_000) }], source: 'a contract' })
    const before = everything()
    expect(await failureOf(under.client.imports.apply({ id: preview.id }))).toMatchObject({ code: 'CONFLICT', reason: 'changed' })
    expect(everything()).toEqual(before)
  })

  it('keeps null, 0 and absent apart', async () => {
    await take(under.client, litellm({ three: { cache_creation_input_token_cost: 0, cache_read_input_token_cost: null } }))
    expect((await under.client.models.get({ ref: ref('three') })).price?.tiers[0]?.rates).toMatchObject({
      ...{ cacheWrite5m: 0, cacheRead: null, cacheWrite1h: null, audio: null },
    })
    const [{ figures } = { figures: '' }] = under.rows<{ figures: string }>(
      `select source_figures as figures from price_version where source_kind = 'import' order by id desc`,
    )
    expect(JSON.parse(figures)).toMatchObject({ cache_creation_input_token_cost: 0, cache_read_input_token_cost: null })
  })
})

async function rowsOfFresh(text: string) {
  return await rowsOf(under.client, await under.client.imports.preview({ name: 'a file', text }))
}

function rates(all: number) {
  const rate = all as never
  return {
    ...{ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate, reasoning: rate },
    ...{ audio: null, image: null, perRequest: null },
  }
}
