import { type Capabilities, CredentialRef } from '#contract/catalog'
import type { TierCondition } from '#contract/prices'
import type { Tokens } from '#contract/units'
import { completeTiers, mostTiers } from './complete-tiers.ts'
import { modelEntry } from './judge-model.ts'
import type { ReadPrice } from './litellm-prices.ts'
import { providerKeyOf } from './provider-names.ts'
import { readPrices, type WrittenPrice } from './read-amount.ts'
import { sourceAddress } from './source-address.ts'
import {
  type Flaw,
  fieldOf,
  flagOf,
  isObject,
  type Json,
  type JsonObject,
  quarantined,
  type SourceCatalog,
  type SourceEntry,
  type SourceProvider,
  skipped,
  textOf,
  tokensOf,
} from './source-catalog.ts'

/** `api.json` of models.dev: providers, each with its models; USD per million tokens. Source: data of 2026-07-02. */
export function readModelsDev(document: JsonObject): SourceCatalog {
  const providers = new Map<string, SourceProvider>()
  const entries: SourceEntry[] = []
  for (const [id, provider] of Object.entries(document)) {
    const models = isObject(provider) ? fieldOf(provider, 'models') : undefined
    if (!isObject(provider) || models === undefined || !isObject(models)) {
      entries.push({ sourceKey: id, provider: '', model: null, flaw: skipped('not_a_model', 'it is no provider with models') })
      continue
    }
    const key = providerKeyOf('models.dev', id)
    providers.set(key, readProvider(key, provider))
    for (const [modelId, model] of Object.entries(models)) entries.push(readEntry(key, `${id}/${modelId}`, modelId, model))
  }
  return { format: 'models.dev', entries, providers }
}

function readProvider(key: string, provider: JsonObject): SourceProvider {
  const baseUrl = sourceAddress(textOf(provider, 'api'))
  const env = fieldOf(provider, 'env')
  const references = Array.isArray(env)
    ? env.map((name) => `env:${String(name)}`).filter((ref) => CredentialRef.safeParse(ref).success)
    : []
  const credential = references.find((ref) => ref.endsWith('_API_KEY')) ?? references[0] ?? null
  return { key, name: textOf(provider, 'name')?.slice(0, 200) ?? key, baseUrl, credential: baseUrl === null ? null : credential }
}

function readEntry(provider: string, sourceKey: string, wireId: string, value: Json): SourceEntry {
  if (!isObject(value)) return { sourceKey, provider, model: null, flaw: skipped('not_a_model', 'it describes no model') }
  const output = listOf(fieldOf(value, 'modalities'), 'output')
  if (output !== undefined && !output.includes('text'))
    return { sourceKey, provider, model: null, flaw: skipped('not_chat', `it answers with ${output.join(' and ') || 'nothing'}`) }
  const { price, flaws } = readPrice(value)
  const limit = fieldOf(value, 'limit')
  const limits = isObject(limit) ? limit : {}
  const model = {
    provider,
    wireId,
    name: textOf(value, 'name')?.slice(0, 300) ?? null,
    isDeprecated: textOf(value, 'status') === 'deprecated',
    contextWindow: tokensOf(limits, 'context'),
    maxOutput: tokensOf(limits, 'output'),
    capabilities: capabilitiesOf(value),
    sunsetAtMs: null,
    price,
    raw: value,
  }
  return modelEntry(sourceKey, model, flaws)
}

/** `context_over_200k` repeats the only tier, whatever its threshold, and is passed over. */
function readPrice(model: JsonObject): ReadPrice {
  const cost = fieldOf(model, 'cost')
  if (cost === undefined || !isObject(cost)) return { price: null, flaws: [] }
  const more = fieldOf(cost, 'tiers')
  const given = [{ when: undefined, ...readPrices(writtenIn(cost)) }, ...(Array.isArray(more) ? more.map(readTier) : [])]
  const known = given.filter((tier) => tier !== undefined)
  const flaws = known.flatMap((tier): readonly Flaw[] => tier.flaws)
  if (known.length !== given.length || known.length > mostTiers || hasTwins(known.map(({ when }) => when)))
    return { price: null, flaws: [quarantined('invalid', 'a tier of its price is none by length of context', false)] }
  const { tiers, stated, filled } = completeTiers(known)
  const note = filled.length === 0 ? null : `Taken from the base tier where the source says nothing: ${filled.join('; ')}.`
  return { price: { tiers, stated, figures: { cost }, note, url: 'https://models.dev/api.json' }, flaws }
}

function readTier(tier: Json) {
  if (!isObject(tier)) return undefined
  const condition = fieldOf(tier, 'tier')
  if (condition === undefined || !isObject(condition) || textOf(condition, 'type') !== 'context') return undefined
  const size = tokensOf(condition, 'size')
  if (size === null) return undefined
  const when: TierCondition = { contextTokensOver: size as Tokens }
  return { when, ...readPrices(writtenIn(tier)) }
}

function hasTwins(conditions: readonly (TierCondition | undefined)[]): boolean {
  return new Set(conditions.map((when) => when?.contextTokensOver)).size !== conditions.length
}

function writtenIn(cost: JsonObject): WrittenPrice[] {
  return classes.map(([name, rateClass]) => ({ name, rateClass, value: fieldOf(cost, name), unit: 'per_million' }))
}

const classes = [
  ['input', 'input'],
  ['output', 'output'],
  ['cache_read', 'cacheRead'],
  ['cache_write', 'cacheWrite5m'],
  ['reasoning', 'reasoning'],
  ['input_audio', 'audio'],
] as const

function capabilitiesOf(model: JsonObject): Capabilities {
  const reasoning = flagOf(model, 'reasoning')
  const tools = flagOf(model, 'tool_call')
  const input = listOf(fieldOf(model, 'modalities'), 'input')
  return {
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(input === undefined ? {} : { vision: input.includes('image') }),
    ...(tools === undefined ? {} : { tools }),
  }
}

function listOf(value: Json | undefined, name: string): string[] | undefined {
  const list = value !== undefined && isObject(value) ? fieldOf(value, name) : undefined
  return Array.isArray(list) ? list.map(String) : undefined
}
