import type { Capabilities } from '#contract/catalog'
import { completeTiers } from './complete-tiers.ts'
import { startOfDayMs } from './day.ts'
import { modelEntry } from './judge-model.ts'
import type { ReadPrice } from './litellm-prices.ts'
import { readPrices, type WrittenPrice } from './read-amount.ts'
import {
  fieldOf,
  isObject,
  type Json,
  type JsonObject,
  quarantined,
  type SourceCatalog,
  type SourceEntry,
  skipped,
  textOf,
  tokensOf,
} from './source-catalog.ts'

const provider = 'openrouter'

/** `GET /api/v1/models` of OpenRouter: prices are decimal text, USD per token; "-1" is a price that is only known once asked. Source: its reference, 2026-07. */
export function readOpenRouter(document: JsonObject): SourceCatalog {
  const data = fieldOf(document, 'data')
  return {
    format: 'openrouter',
    entries: Array.isArray(data) ? data.map(readEntry) : [],
    providers: new Map([
      [provider, { key: provider, name: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1', credential: 'env:OPENROUTER_API_KEY' }],
    ]),
  }
}

function readEntry(value: Json, index: number): SourceEntry {
  const id = isObject(value) ? textOf(value, 'id') : null
  if (!isObject(value) || id === null)
    return { sourceKey: id ?? `data[${index}]`, provider, model: null, flaw: skipped('not_a_model', 'it names no model') }
  const architecture = fieldOf(value, 'architecture')
  const output = architecture !== undefined && isObject(architecture) ? fieldOf(architecture, 'output_modalities') : undefined
  if (Array.isArray(output) && !output.includes('text'))
    return { sourceKey: id, provider, model: null, flaw: skipped('not_chat', `it answers with ${output.map(String).join(' and ')}`) }
  const top = fieldOf(value, 'top_provider')
  const limits = top !== undefined && isObject(top) ? top : {}
  const { price, flaws } = readPrice(value)
  const model = {
    provider,
    wireId: id,
    name: textOf(value, 'name')?.slice(0, 300) ?? null,
    isDeprecated: false,
    contextWindow: tokensOf(value, 'context_length') ?? tokensOf(limits, 'context_length'),
    maxOutput: tokensOf(limits, 'max_completion_tokens'),
    capabilities: capabilitiesOf(value, architecture),
    sunsetAtMs: startOfDayMs(textOf(value, 'expiration_date')?.slice(0, 10) ?? null),
    price,
    raw: value,
  }
  return modelEntry(id, model, flaws, id.endsWith(':free'))
}

const classes = [
  ['prompt', 'input', 'per_token'],
  ['completion', 'output', 'per_token'],
  ['input_cache_read', 'cacheRead', 'per_token'],
  ['input_cache_write', 'cacheWrite5m', 'per_token'],
  ['internal_reasoning', 'reasoning', 'per_token'],
  ['audio', 'audio', 'per_token'],
  ['image', 'image', 'each'],
  ['request', 'perRequest', 'each'],
] as const

function readPrice(model: JsonObject): ReadPrice {
  const pricing = fieldOf(model, 'pricing')
  if (pricing === undefined || !isObject(pricing)) return { price: null, flaws: [] }
  const written = classes.map(([name, rateClass, unit]): WrittenPrice => ({ name, rateClass, value: fieldOf(pricing, name), unit }))
  if (written.some(({ value }) => isDynamic(value)))
    return {
      price: null,
      flaws: [quarantined('dynamic_price', 'its price is only known once it is asked: it would come without one', true)],
    }
  const { given, flaws } = readPrices(written.filter(isPriced))
  const { tiers, stated } = completeTiers([{ when: undefined, given }])
  return { price: { tiers, stated, figures: { pricing }, note: null, url: 'https://openrouter.ai/api/v1/models' }, flaws }
}

function isDynamic(value: Json | undefined): boolean {
  return (typeof value === 'string' || typeof value === 'number') && Number(value) === -1
}

/** Reasoning that costs 0 is part of the output there, and is billed as such. */
function isPriced({ rateClass, value }: WrittenPrice): boolean {
  return rateClass !== 'reasoning' || Number(value) !== 0
}

function capabilitiesOf(model: JsonObject, architecture: Json | undefined): Capabilities {
  const parameters = fieldOf(model, 'supported_parameters')
  const input = architecture !== undefined && isObject(architecture) ? fieldOf(architecture, 'input_modalities') : undefined
  return {
    ...(Array.isArray(parameters) ? { reasoning: parameters.includes('reasoning'), tools: parameters.includes('tools') } : {}),
    ...(Array.isArray(input) ? { vision: input.includes('image') } : {}),
  }
}
