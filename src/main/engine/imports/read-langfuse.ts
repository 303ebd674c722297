import type { Rates, TierCondition } from '#contract/prices'
import type { Tokens } from '#contract/units'
import { completeTiers, type GivenTier, mostTiers } from './complete-tiers.ts'
import { modelEntry } from './judge-model.ts'
import type { ReadPrice } from './litellm-prices.ts'
import { providerOfModelName } from './provider-names.ts'
import { type ReadPrices, readPrices } from './read-amount.ts'
import {
  type Flaw,
  fieldOf,
  isObject,
  type Json,
  type JsonObject,
  quarantined,
  type SourceCatalog,
  type SourceEntry,
  skipped,
  textOf,
} from './source-catalog.ts'

/**
 * The price file of Langfuse: a list of models by name, USD per token by usage key. Its `matchPattern`, a regular expression, is kept and never run: a model is
 * named by `modelName` alone. Several usage keys are names of one class: they are compared, never added.
 */
export function readLangfuse(document: readonly Json[]): SourceCatalog {
  return { format: 'langfuse', entries: document.map(readEntry), providers: new Map() }
}

function readEntry(value: Json, index: number): SourceEntry {
  const nothing = (sourceKey: string, flaw: Flaw): SourceEntry => ({ sourceKey, provider: '', model: null, flaw })
  if (!isObject(value)) return nothing(`[${index}]`, skipped('not_a_model', 'it describes no model'))
  const name = textOf(value, 'modelName')
  if (name === null) return nothing(`[${index}]`, skipped('pattern_only', 'it names no model but a pattern, and patterns are not run'))
  const provider = providerOfModelName(name)
  if (provider === undefined)
    return nothing(name, skipped('pattern_only', 'only its pattern says whose model it is, and patterns are not run'))
  const { price, flaws } = readPrice(value)
  const model = {
    ...{
      provider,
      wireId: name,
      name: null,
      isDeprecated: false,
      contextWindow: null,
      maxOutput: null,
      capabilities: {},
      sunsetAtMs: null,
    },
    ...{ price, raw: value },
  }
  return modelEntry(name, model, flaws)
}

/** Names under which usage is counted there, and the class of ours. Source: its `default-model-prices.json`, 2026-07. */
const classOfUsage: ReadonlyMap<string, keyof Rates> = new Map([
  ['input', 'input'],
  ['input_tokens', 'input'],
  ['prompt_tokens', 'input'],
  ['prompt_token_count', 'input'],
  ['promptTokenCount', 'input'],
  ['input_text', 'input'],
  ['output', 'output'],
  ['output_tokens', 'output'],
  ['completion_tokens', 'output'],
  ['candidates_token_count', 'output'],
  ['candidatesTokenCount', 'output'],
  ['output_text', 'output'],
  ['input_cached_tokens', 'cacheRead'],
  ['input_cache_read', 'cacheRead'],
  ['cache_read_input_tokens', 'cacheRead'],
  ['cached_content_token_count', 'cacheRead'],
  ['input_cached_text_tokens', 'cacheRead'],
  ['input_cache_creation', 'cacheWrite5m'],
  ['cache_creation_input_tokens', 'cacheWrite5m'],
  ['input_cache_creation_5m', 'cacheWrite5m'],
  ['input_cache_creation_1h', 'cacheWrite1h'],
  ['output_reasoning_tokens', 'reasoning'],
  ['output_reasoning', 'reasoning'],
  ['thoughts_token_count', 'reasoning'],
  ['thoughtsTokenCount', 'reasoning'],
  ['input_audio_tokens', 'audio'],
])

function readPrice(model: JsonObject): ReadPrice {
  const written = fieldOf(model, 'pricingTiers')
  if (!Array.isArray(written) || written.length === 0 || written.length > mostTiers) return { price: null, flaws: [] }
  const tiers = written.map(readTier)
  const problem = tiers.find((tier): tier is Flaw => 'reason' in tier)
  if (problem !== undefined) return { price: null, flaws: [problem] }
  const known = tiers.filter((tier): tier is GivenTier & ReadPrices => !('reason' in tier))
  const conditions = new Set(known.map(({ when }) => `${when?.contextTokensOver} ${when?.inclusive}`))
  if (conditions.size !== known.length || !known.some(({ when }) => when === undefined))
    return { price: null, flaws: [quarantined('invalid', 'its tiers cannot be told apart, or none is the default', false)] }
  const complete = completeTiers(known)
  const note =
    complete.filled.length === 0 ? null : `Taken from the base tier where the source says nothing: ${complete.filled.join('; ')}.`
  const { tiers: rates, stated } = complete
  return {
    price: { tiers: rates, stated, figures: { pricingTiers: written }, note, url: null },
    flaws: known.flatMap(({ flaws }) => flaws),
  }
}

function readTier(tier: Json): (GivenTier & ReadPrices) | Flaw {
  if (!isObject(tier)) return quarantined('invalid', 'a tier of its price is no object', false)
  const when = fieldOf(tier, 'isDefault') === true ? undefined : conditionOf(fieldOf(tier, 'conditions'))
  if (when === null)
    return quarantined('invalid', 'a tier of its price holds by a condition that is none of input tokens above a number', false)
  const prices = fieldOf(tier, 'prices')
  if (prices === undefined || !isObject(prices)) return quarantined('invalid', 'a tier of its price has no prices', false)
  const written = Object.entries(prices).flatMap(([name, value]) => {
    const rateClass = classOfUsage.get(name)
    return rateClass === undefined ? [] : [{ name, rateClass, value, unit: 'per_token' as const }]
  })
  for (const { name, rateClass, value } of written) {
    const other = written.find((each) => each.rateClass === rateClass && String(each.value) !== String(value))
    if (other !== undefined) return quarantined('invalid', `${name} and ${other.name} are names of one class at different prices`, false)
  }
  return { when, ...readPrices(written) }
}

/** null: a condition that is not understood. The pattern is read as a word, not run. */
function conditionOf(conditions: Json | undefined): TierCondition | null {
  const [condition, ...others] = Array.isArray(conditions) ? conditions : []
  if (condition === undefined || others.length > 0 || !isObject(condition)) return null
  const pattern = textOf(condition, 'usageDetailPattern') ?? ''
  const operator = textOf(condition, 'operator')
  const value = fieldOf(condition, 'value')
  if (!/^[\^(]*(?:input|prompt)/.test(pattern) || pattern.includes('output')) return null
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || (operator !== 'gt' && operator !== 'gte')) return null
  return { contextTokensOver: value as Tokens, ...(operator === 'gte' ? { inclusive: true } : {}) }
}
