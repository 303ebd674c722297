import { describe, expect, it } from 'vitest'
import { readCatalog } from './read-catalog.ts'
import type { Json, SourceEntry } from './source-catalog.ts'

const model = {
  ...{ id: 'm', name: 'Model M', attachment: true, reasoning: true, tool_call: false },
  ...{ modalities: { input: ['text', 'image'], output: ['text'] }, limit: { context: 400_000, output: 128_000 } },
  cost: { input: 1.25, output: 10, cache_read: 0.125 },
}
const provider = { id: 'openai', name: 'OpenAI', env: ['OPENAI_API_KEY'], npm: 'x', doc: 'https://example.com' }

function read(models: { readonly [id: string]: Json }, more: { readonly [field: string]: Json } = {}) {
  return readCatalog({ format: 'models.dev', value: { openai: { ...provider, ...more, models } } })
}

function entry(fields: { readonly [field: string]: Json }): SourceEntry | undefined {
  return read({ m: { ...model, ...fields } }).entries[0]
}

describe('the catalog of models.dev', () => {
  it('says prices per million tokens, taken exactly', () => {
    expect(entry({})?.flaw).toBeNull()
    expect(entry({})?.model).toMatchObject({
      ...{ provider: 'openai', wireId: 'm', name: 'Model M', contextWindow: 400_000, maxOutput: 128_000 },
      capabilities: { reasoning: true, vision: true, tools: false },
      price: { tiers: [{ rates: { input: 1_250_000, output: 10_000_000, cacheRead: 125_000, cacheWrite5m: null } }] },
    })
  })

  it('has tiers, and repeats the only one under a name that may say another threshold, which is passed over', () => {
    const cost = {
      ...{ input: 1, output: 2, cache_read: 0.1, context_over_200k: { input: 9, output: 9 } },
      tiers: [{ tier: { type: 'context', size: 272_000 }, input: 2, output: 4 }],
    }
    expect(entry({ cost })?.model?.price).toMatchObject({
      tiers: [{ when: { contextTokensOver: 272_000 }, rates: { input: 2_000_000, cacheRead: 100_000 } }, { rates: { input: 1_000_000 } }],
      note: 'Taken from the base tier where the source says nothing: over 272000 tokens: cacheRead.',
    })
  })

  it.each([
    ['no_price', { cost: null }],
    ['ambiguous_zero', { cost: { input: 0, output: 0 } }],
    ['invalid', { cost: { input: 1, output: 1, tiers: [{ tier: { type: 'time', size: 3 }, input: 1 }] } }],
    ['invalid', { cost: { input: 1, output: 1, tiers: [2, 2].map((input) => ({ tier: { type: 'context', size: 9 }, input })) } }],
    ['output_above_input', { limit: { context: 10, output: 11 } }],
    ['negative_price', { cost: { input: -1, output: 1 } }],
  ])('is not taken by itself where it is %s', (reason, fields) => {
    expect(entry(fields)?.flaw).toMatchObject({ kind: 'quarantined', reason })
  })

  it('has limits of 0 that mean unknown', () => {
    expect(entry({ limit: { context: 0, output: 0 } })?.model).toMatchObject({ contextWindow: null, maxOutput: null })
  })

  it('has models that answer with no text, which are passed over', () => {
    expect(entry({ modalities: { input: ['text'], output: ['image'] } })?.flaw).toMatchObject({ kind: 'skipped', reason: 'not_chat' })
  })

  it('says what is deprecated', () => {
    expect(entry({ status: 'deprecated' })?.model?.isDeprecated).toBe(true)
    expect(entry({ status: 'beta' })?.model?.isDeprecated).toBe(false)
  })

  it('has names with slashes and colons, and one name under several providers', () => {
    const value = {
      a: { ...provider, id: 'a', models: { 'meta/llama:free': model } },
      b: { ...provider, id: 'b', models: { 'meta/llama:free': { ...model, cost: { input: 3, output: 3 } } } },
    }
    const { entries } = readCatalog({ format: 'models.dev', value })
    expect(entries.map(({ flaw, sourceKey, model: read }) => [flaw, sourceKey, read?.provider, read?.wireId])).toEqual([
      [null, 'a/meta/llama:free', 'a', 'meta/llama:free'],
      [null, 'b/meta/llama:free', 'b', 'meta/llama:free'],
    ])
  })

  it.each([
    ['https://api.example.com/v1', 'https://api.example.com/v1', 'env:OPENAI_API_KEY'],
    ['http://127.0.0.1:1234/v1', 'http://127.0.0.1:1234/v1', 'env:OPENAI_API_KEY'],
    ['http://api.example.com/v1', null, null],
    ['https://user:pass@example.com', null, null],
    [`https://\${ACCOUNT}.example.com/v1`, null, null],
    ['nowhere', null, null],
  ])('tells the address %s of a provider as %s', (api, baseUrl, credential) => {
    expect(read({}, { api }).providers.get('openai')).toMatchObject({ name: 'OpenAI', baseUrl, credential })
  })

  it('names variables of which one that holds a key is taken', () => {
    const credential = (env: Json) => read({}, { api: 'https://example.com', env }).providers.get('openai')?.credential
    expect(credential(['X_RESOURCE', 'X_SECRET_KEY', 'X_API_KEY'])).toBe('env:X_API_KEY')
    expect(credential(['X_RESOURCE', 'PATH'])).toBeNull()
    expect(credential('X_API_KEY')).toBeNull()
  })
})
