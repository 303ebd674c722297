import { fc } from '@fast-check/vitest'
import type { RouterClient } from '@orpc/server'
import type { AuditId, ModelRef, PoolName, PriceVersionId, ProviderKey } from '#contract/ids'
import type { Rates } from '#contract/prices'
import type { EpochMs, MicroUsdPerMillionTokens } from '#contract/units'
import type { Router } from '#engine'

type Client = RouterClient<Router>

/** One thing a person may do, with the numbers it is chosen and filled by. */
export interface AdminAct {
  readonly kind: (typeof kinds)[number]
  readonly n: readonly [number, number, number, number]
}

const kinds = [
  ...['addProvider', 'setProvider', 'moveProvider', 'giveKey', 'removeProvider', 'addPool', 'setPool', 'moveModels', 'mergePool'],
  ...['addModel', 'addModel', 'setModel', 'poolModel', 'deprecate', 'deprecate', 'reactivate', 'default', 'default', 'noDefault'],
  ...['fallback', 'fallback', 'fallback', 'noFallback', 'price', 'price', 'withdraw', 'withdraw', 'setting', 'setting', 'modelSetting'],
  ...['budget', 'reset', 'undo', 'undo', 'undo', 'import', 'import'],
] as const

export const adminActs = (length: number): fc.Arbitrary<AdminAct[]> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), n: fc.tuple(fc.nat(9999), fc.nat(9999), fc.nat(9999), fc.nat(9999)) }), {
    ...{ minLength: length, maxLength: length },
  })

interface There {
  readonly providers: readonly ProviderKey[]
  readonly pools: readonly { readonly provider: ProviderKey; readonly name: PoolName; readonly revision: number }[]
  readonly models: readonly {
    readonly ref: ModelRef
    readonly isDefault: boolean
    readonly fallback: ModelRef | null
    readonly revision: number
  }[]
}

/** Does it. What it is done to may not be there, or not be fit: then it is refused. */
export async function perform(client: Client, { kind, n: [a, b, c, d] }: AdminAct, undoable: readonly string[]): Promise<unknown> {
  const there: There = {
    providers: (await client.providers.list({ limit: 500 })).items.map(({ key }) => key),
    pools: (await client.pools.list({ limit: 500 })).items,
    models: (await client.models.list({ limit: 500 })).items,
  }
  const provider = pick(there.providers, a) ?? ('alpha' as ProviderKey)
  const pool = pick(there.pools, a) ?? noPool
  const model = pick(there.models, a) ?? noModel
  const other = pick(there.models, b) ?? noModel
  const revision = model.revision - (d % 13 === 0 ? 1 : 0)
  const ofProvider = (key: ProviderKey) => there.models.map(({ ref }) => ref).filter((ref) => ref.startsWith(`${key}/`))
  switch (kind) {
    case 'addProvider':
      return await client.providers.add({
        key: `p${a % 4}` as ProviderKey,
        kind: 'openai-compatible',
        baseUrl: `https://p${b % 3}.example/v1`,
      })
    case 'setProvider':
      return await client.providers.set({ key: provider, name: `name ${b % 5}`, isEnabled: c % 3 > 0, maxParallel: (d % 4) * 5 || null })
    case 'moveProvider':
      return await client.providers.set({
        key: provider,
        baseUrl: b % 9 === 0 ? 'http://elsewhere.example' : `https://p${b % 4}.example/v1`,
      })
    case 'giveKey':
      return await client.providers.set({ key: provider, credential: b % 3 === 0 ? null : `env:KEY_${b % 3}_API_KEY` })
    case 'removeProvider':
      return await client.providers.remove({ key: provider })
    case 'addPool': {
      const models = ofProvider(provider).filter((_, index) => (b >> index) % 2 === 1)
      return await client.pools.add({ provider, name: `q${c % 4}` as PoolName, limits: { maxParallel: 1 + (d % 9) }, models })
    }
    case 'setPool': {
      const limits = {
        maxParallel: b % 12,
        requestsPerMinute: (c % 4) * 60 || null,
        adaptive: d % 2 === 0,
        adaptiveMin: 1 + (d % 5),
        adaptiveMax: 3,
      }
      return await client.pools.set({ ...pool, limits })
    }
    case 'moveModels': {
      const models = d % 5 === 0 ? [other.ref] : ofProvider(pool.provider).slice(0, 1 + (b % 5))
      return await client.pools.move({ provider: pool.provider, to: pool.name, models })
    }
    case 'mergePool': {
      const into = pick(
        there.pools.filter(({ provider: key }) => key === pool.provider),
        b,
      )
      return await client.pools.merge({ provider: pool.provider, name: pool.name, into: into?.name ?? noPool.name })
    }
    case 'addModel': {
      const price = c % 2 === 0 ? { input: '0.5', output: '1.5' } : {}
      return await client.models.add({ ref: `${provider}/m${b % 6}` as ModelRef, ...price })
    }
    case 'setModel':
      return await client.models.set({ ref: model.ref, revision, name: `model ${b % 5}`, contextWindow: null, sunsetAtMs: c as EpochMs })
    case 'poolModel':
      return await client.models.set({ ref: model.ref, pool: (pick(there.pools, b) ?? noPool).name })
    case 'deprecate': {
      const naming = there.models.filter(({ fallback }) => fallback === model.ref)
      const fallbacks = b % 3 === 0 ? [] : naming.map(({ ref }) => ({ ref, fallback: c % 2 === 0 ? null : other.ref }))
      const successor = model.isDefault ? pick<ModelRef | null | undefined>([null, other.ref, undefined, null], d) : undefined
      const settings = c % 4 === 0 ? [] : [{ key: 'judgeModel' as const, model: c % 4 === 1 ? other.ref : null }]
      return await client.models.deprecate({ ref: model.ref, fallbacks, successor, settings })
    }
    case 'reactivate':
      return await client.models.reactivate({ ref: model.ref, revision })
    case 'default':
      return await client.models.setDefault({ ref: model.ref, revision })
    case 'noDefault':
      return await client.models.clearDefault({ provider })
    case 'fallback':
      return await client.models.setFallback({ ref: model.ref, fallback: other.ref })
    case 'noFallback':
      return await client.models.clearFallback({ ref: model.ref })
    case 'price':
      return await client.prices.add({
        model: model.ref,
        effectiveFromMs: instants[b % 4] as EpochMs,
        tiers: [{ rates: rates(c) }],
        source: 'a list',
      })
    case 'withdraw': {
      const { items } = await client.prices.list({ model: model.ref, limit: 500 })
      return await client.prices.withdraw({ id: pick(items, b)?.id ?? (noPrice as PriceVersionId) })
    }
    case 'setting':
      return b % 2 === 0
        ? await client.settings.set({ key: 'maxAttempts', value: c % 8 })
        : await client.settings.set({ key: b % 4 === 1 ? 'retryInitialDelayMs' : 'retryMaxDelayMs', value: 100 + (c % 5) * 40_000 })
    case 'modelSetting':
      return await client.settings.set({
        key: b % 2 === 0 ? 'judgeModel' : 'scenarioExpansionModel',
        value: c % 9 === 0 ? 'no/such' : model.ref,
      })
    case 'budget':
      return await client.settings.set({ key: 'providerDayBudgetsUsd', value: { [provider]: `${b % 7}.50` } })
    case 'reset':
      return await client.settings.reset({ key: resettable[a % 4] ?? 'maxAttempts' })
    case 'import': {
      const key = b % 3 === 0 ? `p${a % 4}` : provider
      const models = Array.from({ length: 1 + (c % 8) }, (_, index) => [`${key}/m${(d + index) % 9}`, catalogEntry(key, b + index)])
      const text = JSON.stringify(Object.fromEntries(models))
      const { id } = await client.imports.preview({ format: 'litellm', name: `file ${a % 2}`, text, allProviders: true })
      return await client.imports.apply({ id, acceptShort: true, reason: 'the list of the month' })
    }
    default:
      return await client.audit.undo({ id: (pick(undoable, a) ?? noPrice) as AuditId })
  }
}

const resettable = ['maxAttempts', 'judgeModel', 'retryMaxDelayMs', 'providerDayBudgetsUsd'] as const

/** When prices of these acts begin; the last two are ahead. */
export const instants = [0, 1_000_000, 4_000_000_000_000, 4_100_000_000_000] as const

/** They may all have been removed. */
const noModel: There['models'][number] = { ref: 'alpha/none' as ModelRef, isDefault: false, fallback: null, revision: 1 }
const noPool: There['pools'][number] = { provider: 'alpha' as ProviderKey, name: 'none' as PoolName, revision: 1 }
const noPrice = '01JD3R0W8Q5TN2N4Z1V9K7XH6C'

function catalogEntry(provider: string, value: number) {
  const cost = ((value % 40) + 1) * 1e-7
  return {
    litellm_provider: provider,
    mode: 'chat',
    input_cost_per_token: cost,
    output_cost_per_token: 2 * cost,
    max_input_tokens: 1000 * (1 + (value % 3)),
  }
}

function rates(value: number): Rates {
  const rate = (value % 50) as MicroUsdPerMillionTokens
  return {
    ...{ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate, reasoning: rate },
    ...{ audio: null, image: null, perRequest: null },
  }
}

function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items[number % items.length]
}
