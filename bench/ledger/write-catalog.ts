import { readFileSync } from 'node:fs'
import type { PriceTier } from '#contract/prices'
import { EpochMs } from '#contract/units'
import { readSeedCatalog, seedInput } from '#engine/catalog'
import type { WriteContext } from '../../src/main/engine/storage/write-context.ts'
import { insertPrice } from '../../src/main/engine/storage/writes/price-rows.ts'
import { seedCatalog } from '../../src/main/engine/storage/writes/seed-writes.ts'
import type { Dice } from './dice.ts'
import { fleet, unpriced } from './fleet.ts'

const dayMs = 86_400_000
const seedFile = new URL('../../resources/seed/catalog.json', import.meta.url)

/** A model as its calls need it. `prices`: newest first. */
export interface StoredModel {
  readonly ref: string
  readonly wireId: string
  readonly id: number
  readonly poolId: number
  readonly pool: string
  readonly prices: readonly { readonly id: number; readonly fromMs: number; readonly tiers: readonly PriceTier[] }[]
}

/** The shipped catalog, the model nobody prices, fallbacks, and prices that change: before the shipped ones, and since by a person's hand. */
export function writeCatalog(context: WriteContext, dice: Dice, range: { readonly fromMs: number; readonly toMs: number }): StoredModel[] {
  const madeAtMs = EpochMs.parse(range.fromMs - dayMs)
  seedCatalog(
    context,
    seedInput(readSeedCatalog(readFileSync(seedFile, 'utf8')), madeAtMs, (atMs) => dice.ulid(atMs)),
  )
  addUnpriced(context)
  for (const { ref, fallback } of fleet)
    if (fallback !== null) context.update('model', idOf(context, ref), { fallback_model_id: idOf(context, fallback) })
  for (const { ref, pricesBefore, pricesSince } of fleet) {
    const shipped = tiersOf(context, idOf(context, ref))
    if (shipped === undefined) continue
    const add = (factor: number, fromMs: number, source: string, source_kind: 'import' | 'manual') =>
      insertPrice(context, {
        ...{
          ulid: dice.ulid(fromMs),
          model_id: idOf(context, ref),
          effective_from_ms: fromMs,
          tiers: JSON.stringify(scaled(shipped, factor)),
        },
        ...{
          source,
          source_kind,
          source_url: null,
          source_figures: null,
          note: `the shipped prices times ${factor}`,
          created_at_ms: fromMs,
        },
      })
    add(pricesBefore, madeAtMs, 'an older price list', 'import')
    const changeMs = Math.floor((range.fromMs + (range.toMs - range.fromMs) * (0.6 + dice.next() * 0.3)) / dayMs) * dayMs
    if (pricesSince !== null) add(pricesSince, changeMs, 'a letter of the provider', 'manual')
  }
  return fleet.map(({ ref }) => storedModel(context, ref))
}

function addUnpriced(context: WriteContext): void {
  const [provider, wireId] = unpriced.split('/') as [string, string]
  const providerId = Number(context.value('select id from provider where key = ?', provider))
  context.insert('model', {
    ...{
      provider_id: providerId,
      pool_id: Number(context.value('select min(id) from pool where provider_id = ?', providerId)),
      wire_id: wireId,
    },
    ...{ name: 'DeepSeek Labs', status: 'active', is_default: 0, context_window: 64_000, max_output: 8000, capabilities: '{}' },
    ...{ sunset_at_ms: null, fallback_model_id: null, import_json: null, revision: 1 },
  })
}

function idOf(context: WriteContext, ref: string): number {
  const [provider, wireId] = ref.split('/')
  return Number(
    context.value('select model.id from model join provider on provider.id = provider_id where key = ? and wire_id = ?', provider, wireId),
  )
}

function tiersOf(context: WriteContext, modelId: number): PriceTier[] | undefined {
  const text = context.value('select tiers from price_version where model_id = ? order by effective_from_ms desc limit 1', modelId)
  return text === undefined ? undefined : (JSON.parse(String(text)) as PriceTier[])
}

function scaled(tiers: readonly PriceTier[], factor: number): PriceTier[] {
  return tiers.map((tier) => ({
    ...tier,
    rates: Object.fromEntries(
      Object.entries(tier.rates).map(([name, rate]) => [name, rate === null ? null : Math.round(rate * factor)]),
    ) as PriceTier['rates'],
  }))
}

function storedModel(context: WriteContext, ref: string): StoredModel {
  const id = idOf(context, ref)
  const row = context.find('model', id)
  if (row === undefined) throw new Error(`the shipped catalog has no ${ref} any more`)
  const prices = context
    .prepare(
      'select id, effective_from_ms as fromMs, tiers from price_version where model_id = ? order by effective_from_ms desc, seq desc',
    )
    .all(id) as { id: number; fromMs: number; tiers: string }[]
  return {
    ...{
      ref,
      id,
      wireId: row.wire_id,
      poolId: row.pool_id,
      pool: String(context.value('select name from pool where id = ?', row.pool_id)),
    },
    prices: prices.map(({ tiers, ...price }) => ({ ...price, tiers: JSON.parse(tiers) as PriceTier[] })),
  }
}
