import type { Rates, TierCondition } from '#contract/prices'
import type { Tokens } from '#contract/units'
import { completeTiers, mostTiers } from './complete-tiers.ts'
import { type PriceUnit, readPrices, type WrittenPrice } from './read-amount.ts'
import { type Flaw, fieldOf, isObject, type JsonObject, quarantined, type SourcePrice, textOf } from './source-catalog.ts'

/** Fields that price a class, the newer name before its older synonym. Source: the map's `sample_spec` and its entries, 2026-07-24. */
const classes: readonly { readonly field: string; readonly rateClass: keyof Rates; readonly unit: PriceUnit }[] = [
  { field: 'input_cost_per_token', rateClass: 'input', unit: 'per_token' },
  { field: 'output_cost_per_token', rateClass: 'output', unit: 'per_token' },
  { field: 'cache_read_input_token_cost', rateClass: 'cacheRead', unit: 'per_token' },
  { field: 'input_cost_per_token_cache_hit', rateClass: 'cacheRead', unit: 'per_token' },
  { field: 'cache_creation_input_token_cost', rateClass: 'cacheWrite5m', unit: 'per_token' },
  { field: 'cache_creation_input_token_cost_above_1hr', rateClass: 'cacheWrite1h', unit: 'per_token' },
  { field: 'output_cost_per_reasoning_token', rateClass: 'reasoning', unit: 'per_token' },
  { field: 'input_cost_per_audio_token', rateClass: 'audio', unit: 'per_token' },
  { field: 'input_cost_per_image', rateClass: 'image', unit: 'each' },
  { field: 'input_cost_per_request', rateClass: 'perRequest', unit: 'each' },
]

const fieldNames = new Map(classes.map((each) => [each.field, each]))
const ending = /^(.+?)(?:_above_(\d{1,6})k_tokens)?(_priority|_flex|_batches)?$/

export interface ReadPrice {
  /** null: it says none. */
  readonly price: SourcePrice | null
  readonly flaws: readonly Flaw[]
}

/**
 * The prices of an entry: USD per single token, the threshold and the service in the field's name, or `tiered_pricing` in place of flat ones.
 * Prices of batches are left out, since nothing is sent in batches here; the note says so.
 */
export function litellmPrice(entry: JsonObject): ReadPrice {
  const tiered = fieldOf(entry, 'tiered_pricing')
  const figures = Object.fromEntries(Object.entries(entry).filter(([name]) => /cost|tiered_pricing/.test(name)))
  const { tiers: written, hasBatches } = Array.isArray(tiered) ? { tiers: tieredPricing(tiered), hasBatches: false } : flatPricing(entry)
  if (written === undefined || written.length > mostTiers)
    return { price: null, flaws: [quarantined('invalid', 'tiered_pricing has no ranges of tokens that can be read', false)] }
  const read = written.map(({ when, prices }) => ({ when, ...readPrices(prices) }))
  const flaws = read.flatMap((tier) => tier.flaws)
  const base = read.find(({ when }) => when === undefined)?.given
  if (base === undefined || (base.input === undefined && base.output === undefined)) return { price: null, flaws }
  const { tiers, stated, filled } = completeTiers(read)
  const words = [
    ...(filled.length === 0 ? [] : [`Taken from the base tier where the source says nothing: ${filled.join('; ')}.`]),
    ...(hasBatches ? ['Prices of batches are left out.'] : []),
  ]
  const url = textOf(entry, 'source')
  return {
    price: { tiers, stated, figures, note: words.length === 0 ? null : words.join(' '), url: url !== null && isWeb(url) ? url : null },
    flaws,
  }
}

interface WrittenTier {
  readonly when: TierCondition | undefined
  readonly prices: readonly WrittenPrice[]
}

function flatPricing(entry: JsonObject): { tiers: WrittenTier[]; hasBatches: boolean } {
  const tiers = new Map<string, { when: TierCondition | undefined; prices: WrittenPrice[] }>([['', { when: undefined, prices: [] }]])
  let hasBatches = false
  for (const [name, value] of Object.entries(entry)) {
    if (!name.includes('cost')) continue
    const [, field = '', thousands, service] = ending.exec(name) ?? []
    const known = fieldNames.get(field)
    if (known === undefined) continue
    if (service === '_batches') {
      hasBatches = true
      continue
    }
    const when = conditionOf(thousands === undefined ? undefined : Number(thousands) * 1000, service?.slice(1))
    const key = when === undefined ? '' : `${thousands ?? ''}${service ?? ''}`
    const tier = tiers.get(key) ?? { when, prices: [] }
    tiers.set(key, tier)
    tier.prices.push({ rateClass: known.rateClass, name, value, unit: known.unit })
  }
  for (const { prices } of tiers.values()) prices.sort((left, right) => placeOf(left.name) - placeOf(right.name))
  return { tiers: [...tiers.values()], hasBatches }
}

/** A newer name stands before its synonym. */
function placeOf(name: string): number {
  return name.startsWith('input_cost_per_token_cache_hit') ? 1 : 0
}

/** Ranges (from, to] of input tokens; the lowest is the base. undefined: they cannot be read. */
function tieredPricing(tiered: readonly unknown[]): WrittenTier[] | undefined {
  const tiers = tiered.map((tier): (WrittenTier & { from: number }) | undefined => {
    if (!isObject(tier)) return undefined
    const range = fieldOf(tier, 'range')
    const from = Array.isArray(range) ? range[0] : undefined
    if (typeof from !== 'number' || !Number.isSafeInteger(from) || from < 0) return undefined
    const prices = classes.map(({ field, rateClass, unit }) => ({ rateClass, name: field, value: fieldOf(tier, field), unit }))
    return { from, when: conditionOf(from, undefined), prices }
  })
  const known = tiers.filter((tier) => tier !== undefined).sort((left, right) => left.from - right.from)
  if (known.length === 0 || known.length !== tiers.length || new Set(known.map(({ from }) => from)).size !== known.length) return undefined
  return known.map(({ when, prices }, index) => ({ when: index === 0 ? undefined : when, prices }))
}

function conditionOf(over: number | undefined, serviceTier: string | undefined): TierCondition | undefined {
  if (over === undefined && serviceTier === undefined) return undefined
  return { ...(over === undefined ? {} : { contextTokensOver: over as Tokens }), ...(serviceTier === undefined ? {} : { serviceTier }) }
}

export function isWeb(text: string): boolean {
  return text.length <= 2000 && /^https?:\/\//.test(text) && URL.canParse(text)
}
