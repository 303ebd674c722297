import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ModelRef } from '#contract/ids'
import { PriceTiers } from '#contract/prices'
import { AppError } from '#engine/failure'
import { readSeedCatalog } from './seed-file.ts'

const shipped = readSeedCatalog(readFileSync(new URL('../../../../resources/seed/catalog.json', import.meta.url), 'utf8'))
const models = shipped.providers.flatMap((provider) => provider.models.map((model) => ({ ...model, provider: provider.key })))

describe('the shipped seed catalog', () => {
  it('has the providers that are promised', () => {
    expect(shipped.providers.map(({ key }) => key)).toEqual(['anthropic', 'deepseek', 'google', 'mistral', 'openai', 'simulator', 'xai'])
  })

  it.each(shipped.providers)('gives $key exactly one default, which has a price', ({ models }) => {
    expect(models.filter(({ isDefault }) => isDefault).map(({ prices }) => prices.length)).toEqual([1])
  })

  it.each(shipped.providers)('keeps the models of $key sorted, under valid refs', ({ key, models }) => {
    const refs = models.map(({ wireId }) => ModelRef.parse(`${key}/${wireId}`))
    expect(refs).toEqual(refs.toSorted())
  })

  it('sends one request at a time to every real provider', () => {
    const real = shipped.providers.filter(({ kind }) => kind !== 'simulator')
    expect(new Set(real.flatMap(({ pools }) => pools.map(({ maxParallel }) => maxParallel)))).toEqual(new Set([1]))
  })

  it('names the source, its date and its address with every real price', () => {
    const prices = models.filter(({ provider }) => provider !== 'simulator').flatMap((model) => model.prices)
    expect(prices.filter(({ source, sourceUrl }) => !/\d{4}-\d\d-\d\d/.test(source) || sourceUrl === null)).toEqual([])
  })

  it('prices every model but simulator/unpriced', () => {
    const unpriced = models.filter(({ prices }) => prices.length === 0)
    expect(unpriced.map(({ provider, wireId }) => `${provider}/${wireId}`)).toEqual(['simulator/unpriced'])
  })

  it('has complete tiers whose input, output and reasoning rates are known', () => {
    const tiers = models.flatMap(({ prices }) => prices.flatMap((price) => PriceTiers.parse(price.tiers)))
    expect(tiers.filter(({ rates }) => rates.input === null || rates.output === null || rates.reasoning === null)).toEqual([])
  })

  it('knows a context window for every model, and none smaller than the largest output', () => {
    expect(models.filter(({ contextWindow, maxOutput }) => contextWindow === null || contextWindow < (maxOutput ?? 1))).toEqual([])
  })

  it('has a free model whose rates are 0, not unknown', () => {
    const free = models.find(({ provider, wireId }) => provider === 'simulator' && wireId === 'free')
    expect(free?.prices[0]?.tiers[0]?.rates).toMatchObject({
      input: 0,
      output: 0,
      cacheRead: 0,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
      reasoning: 0,
    })
  })
})

const price = {
  effectiveFrom: '2026-07-02',
  source: 'a page',
  sourceUrl: null,
  note: null,
  tiers: [
    { when: { contextTokensOver: 1000 }, input: '0.5', output: '3' },
    { input: '0.25', output: '2', cacheRead: '0.025' },
  ],
}
const model = { wireId: 'm', name: 'M', contextWindow: 1000, maxOutput: 100, capabilities: {}, prices: [price] }
const provider = {
  key: 'p',
  name: 'P',
  kind: 'openai',
  baseUrl: 'https://p.example/v1',
  credential: 'env:P_API_KEY',
  pools: [{ name: 'default', maxParallel: 1 }],
}

function catalogOf(change: { provider?: object; model?: object; price?: object }): string {
  const changedModel = { ...model, prices: [{ ...price, ...change.price }], ...change.model }
  return JSON.stringify({ providers: [{ ...provider, models: [changedModel], ...change.provider }] })
}

function issuesOf(text: string) {
  try {
    readSeedCatalog(text)
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'INVALID_INPUT') return error.failure.issues
    throw error
  }
  return []
}

describe('readSeedCatalog', () => {
  it('turns prices into integer rates and fills the gaps of a tier', () => {
    const [version] = readSeedCatalog(catalogOf({})).providers[0]?.models[0]?.prices ?? []
    expect(version?.tiers).toEqual([
      {
        when: { contextTokensOver: 1000 },
        rates: {
          input: 500_000,
          output: 3_000_000,
          reasoning: 3_000_000,
          cacheRead: 25_000,
          cacheWrite5m: null,
          cacheWrite1h: null,
          audio: null,
          image: null,
          perRequest: null,
        },
      },
      {
        rates: {
          input: 250_000,
          output: 2_000_000,
          reasoning: 2_000_000,
          cacheRead: 25_000,
          cacheWrite5m: null,
          cacheWrite1h: null,
          audio: null,
          image: null,
          perRequest: null,
        },
      },
    ])
  })

  it('keeps the figures as they were written', () => {
    const [version] = readSeedCatalog(catalogOf({})).providers[0]?.models[0]?.prices ?? []
    expect(JSON.parse(version?.sourceFigures ?? '')).toEqual(price.tiers)
  })

  it('reads a day as its first instant in UTC', () => {
    const [read] = readSeedCatalog(catalogOf({ model: { sunset: '1970-01-03' } })).providers[0]?.models ?? []
    expect(read?.sunsetAtMs).toBe(172_800_000)
  })

  it('puts a model into the pool default unless told', () => {
    expect(readSeedCatalog(catalogOf({})).providers[0]?.models[0]?.pool).toBe('default')
  })

  it.each([
    [
      'a price that is a number',
      { price: { tiers: [{ input: 0.25, output: '2' }] } },
      'p/m.prices[0].tiers[0].input',
      /USD per million tokens as text/,
    ],
    ['a price that is no decimal', { price: { tiers: [{ input: '$2', output: '2' }] } }, 'p/m.prices[0].tiers[0].input', /such as "0\.25"/],
    [
      'an amount finer than a nano-dollar',
      { price: { tiers: [{ perRequest: '0.0000000001' }] } },
      'p/m.prices[0].tiers[0].perRequest',
      /USD as text/,
    ],
    ['a last tier with a condition', { price: { tiers: price.tiers.slice(0, 1) } }, 'p/m.prices[0].tiers', /only the last tier/],
    ['a price without tiers', { price: { tiers: [] } }, 'p/m.prices[0].tiers', />=1/],
    ['a day that does not exist', { price: { effectiveFrom: '2026-02-30' } }, 'p/m.prices[0].effectiveFrom', /a day such as/],
    ['an unknown key', { model: { contextwindow: 5 } }, 'p/m', /contextwindow/],
    ['an output above the context window', { model: { maxOutput: 1001 } }, 'p/m.maxOutput', /above contextWindow/],
    ['a pool that is not there', { model: { pool: 'fast' } }, 'p.models', /pool fast, which p does not have/],
    ['a wire id with a blank', { model: { wireId: 'a b' } }, 'p.models', /"a b" is no wire id/],
    ['two models of one name', { provider: { models: [model, model] } }, 'p.models', /model m is there twice/],
    [
      'two defaults',
      { provider: { models: ['a', 'b'].map((wireId) => ({ ...model, wireId, isDefault: true })) } },
      'p.models',
      /more than one default/,
    ],
    ['two pools of one name', { provider: { pools: [...provider.pools, ...provider.pools] } }, 'p.pools', /pool default is there twice/],
    ['a secret in place of its reference', { provider: { credential: 'sk-123' } }, 'p.credential', /env:NAME_API_KEY/],
  ])('refuses %s and names the place', (_, change, path, message) => {
    expect(issuesOf(catalogOf(change))).toEqual([{ path, message: expect.stringMatching(message) }])
  })

  it('refuses a provider that is there twice', () => {
    const text = JSON.stringify({
      providers: [
        { ...provider, models: [] },
        { ...provider, models: [] },
      ],
    })
    expect(issuesOf(text)).toEqual([{ path: 'providers', message: 'the provider p is there twice' }])
  })

  it('refuses text that is not JSON', () => {
    expect(issuesOf('{')).toEqual([{ path: '', message: expect.stringContaining('JSON') }])
  })

  it('accepts an output as large as the context window', () => {
    expect(issuesOf(catalogOf({ model: { maxOutput: 1000 } }))).toEqual([])
  })
})
