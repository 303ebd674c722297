import type { ImportField, ImportRow } from '#contract/imports'
import type { PoolLimits } from '#contract/pools'
import type { PriceTier } from '#contract/prices'
import { assertAddress, checkedLimits, defaultLimits, limitsOfRow } from '#engine/catalog'
import { AppError } from '#engine/failure'
import { type CatalogFacts, isLater, standingPrices } from './catalog-facts.ts'
import { textOf } from './compare-prices.ts'
import type { ComparedRow, Comparison } from './compared-row.ts'
import type { ConfigItem } from './config-items.ts'
import { instantOf, readTiers } from './config-prices.ts'
import type { ConfigModel, ConfigPrice, ConfigProvider } from './config-shapes.ts'
import { refsOf } from './format-config.ts'

type Item<Kind extends ConfigItem['kind']> = Extract<ConfigItem, { kind: Kind }>
type PriceRow = CatalogFacts['rows']['prices'][number]

/** A price of a configuration that is not the one in force at its instant here. */
export interface WantedPrice {
  readonly price: ConfigPrice
  readonly tiers: readonly PriceTier[]
}

/** Everything a configuration would change, thing by thing. What it does not name stays as it is. */
export function compareConfig(items: readonly ConfigItem[], facts: CatalogFacts): Comparison {
  const standing = pricesByModel(facts)
  const refs = refsOf(facts.rows)
  const named = new Set(items.flatMap(({ kind, name, value }) => (value === null ? [] : [`${kind} ${name}`])))
  const rows = items.map((item, index) => {
    const compared = compareItem(item, { facts, standing, refs, named })
    const row = { index, subject: item.kind, sourceKey: item.sourceKey, name: item.name, provider: item.provider, conflicts: [] }
    return { row: { ...row, ...compared.row }, effect: compared.effect }
  })
  return { format: 'assay', rows, entries: items.length, lastEntries: null }
}

interface Known {
  readonly facts: CatalogFacts
  readonly standing: ReadonlyMap<number, readonly PriceRow[]>
  readonly refs: ReadonlyMap<number, string>
  readonly named: ReadonlySet<string>
}
type Told = Pick<ImportRow, 'kind' | 'reason' | 'detail' | 'fields' | 'tiers' | 'isPicked' | 'canPick'>
interface Compared {
  readonly row: Told
  readonly effect: ComparedRow['effect']
}

function compareItem(item: ConfigItem, known: Known): Compared {
  if (item.problem !== null || item.value === null) return broken(item.problem ?? 'it says nothing')
  try {
    switch (item.kind) {
      case 'provider':
        return compareProvider(item, item.value, known)
      case 'pool':
        return comparePool(item, known)
      case 'model':
        return compareModel(item, item.value, known)
      default:
        return compareSetting(item, known)
    }
  } catch (error) {
    if (error instanceof AppError && error.failure.code === 'INVALID_INPUT')
      return broken(error.failure.issues[0]?.message ?? 'it is not valid')
    throw error
  }
}

function compareProvider(item: Item<'provider'>, value: ConfigProvider, { facts }: Known): Compared {
  assertAddress({ kind: value.kind, baseUrl: value.baseUrl, allowInsecure: value.allowInsecure, isEnabled: value.enabled })
  const row = facts.providers.get(item.name)
  if (row !== undefined && row.kind !== value.kind) return broken(`it is of kind ${row.kind} here, and a provider's kind does not change`)
  const before: { readonly [name: string]: unknown } | null =
    row === undefined
      ? null
      : {
          ...{ name: row.name, kind: row.kind, baseUrl: row.base_url, maxParallel: row.max_parallel },
          ...{ credential: value.credential === undefined ? undefined : row.credential_ref },
          timeouts: { connectMs: row.connect_ms, silenceMs: row.silence_ms, totalMs: row.total_ms },
          ...{ sendsAttemptId: row.sends_attempt_id === 1, allowInsecure: row.allow_insecure === 1, enabled: row.enabled === 1 },
        }
  return told(before, value, item)
}

function comparePool(item: Item<'pool'>, { facts, named }: Known): Compared {
  if (!facts.providers.has(item.provider) && !named.has(`provider ${item.provider}`)) return broken('its provider is not there')
  const limits: PoolLimits = checkedLimits({ ...defaultLimits, ...item.value } as PoolLimits)
  const provider = facts.providers.get(item.provider)
  const pool = facts.rows.pools.find(({ provider_id, name }) => provider_id === provider?.id && `${item.provider}/${name}` === item.name)
  return told(pool === undefined ? null : limitsOfRow(pool), limits, { ...item, value: limits })
}

function compareModel(item: Item<'model'>, value: ConfigModel, known: Known): Compared {
  const { facts, named } = known
  const fact = facts.models.get(item.name)
  const poolName = `${item.provider}/${value.pool}`
  const pool = fact === undefined ? undefined : facts.rows.pools.find(({ id }) => id === fact.row.pool_id)
  const isPoolHere = facts.rows.pools.some(
    ({ provider_id, name }) => provider_id === facts.providers.get(item.provider)?.id && name === value.pool,
  )
  if (!isPoolHere && !named.has(`pool ${poolName}`)) return broken(`its pool, ${poolName}, is not there`)
  if (value.fallback !== null && !facts.models.has(value.fallback) && !named.has(`model ${value.fallback}`))
    return broken(`its fallback, ${value.fallback}, is not there`)
  const wanted = wantedPrices(value, known.standing.get(fact?.row.id ?? 0) ?? [])
  if (wanted === undefined) return broken('a price of it cannot be kept: only the last tier has no condition, and amounts are exact')
  const { prices, ...rest } = value
  const after = { ...rest, name: value.name ?? item.wireId, sunset: value.sunset === null ? null : instantOf(value.sunset) }
  const row = fact?.row
  const before =
    row === undefined
      ? null
      : {
          ...{ name: row.name, status: row.status, default: row.is_default === 1, pool: pool?.name, contextWindow: row.context_window },
          ...{ maxOutput: row.max_output, capabilities: JSON.parse(row.capabilities) as object, sunset: row.sunset_at_ms },
          fallback: row.fallback_model_id === null ? null : (known.refs.get(row.fallback_model_id) ?? null),
        }
  const compared = told(before, after, item, wanted)
  const isManual = wanted.some(
    ({ price }) => inForceAt(known.standing.get(fact?.row.id ?? 0) ?? [], instantOf(price.from))?.source_kind === 'manual',
  )
  const last = prices.length === 0 ? null : (readTiers(prices.at(-1)?.tiers ?? []) ?? null)
  const row_ = { ...compared.row, tiers: wanted.length === 0 ? null : last }
  if (!isManual) return { ...compared, row: row_ }
  const detail = 'its price was entered by a person, and stays unless this row is picked by hand'
  return { ...compared, row: { ...row_, isPicked: false, reason: 'manual_price', detail } }
}

function compareSetting(item: Item<'setting'>, { facts }: Known): Compared {
  const stored = facts.rows.settings.find(({ key }) => key === item.name)?.value ?? null
  return told(stored === null ? null : { value: JSON.parse(stored) as unknown }, { value: item.value }, item, [], 'changed')
}

/** Prices that are not what is in force at their instant; undefined: one cannot be read. */
function wantedPrices({ prices }: ConfigModel, standing: readonly PriceRow[]): WantedPrice[] | undefined {
  const wanted: WantedPrice[] = []
  for (const price of prices) {
    const tiers = readTiers(price.tiers)
    if (tiers === undefined) return undefined
    const inForce = inForceAt(standing, instantOf(price.from))
    if (inForce === undefined || textOf(JSON.parse(inForce.tiers) as PriceTier[]) !== textOf(tiers)) wanted.push({ price, tiers })
  }
  return wanted
}

function inForceAt(standing: readonly PriceRow[], atMs: number): PriceRow | undefined {
  return standing
    .filter((row) => row.effective_from_ms <= atMs)
    .reduce<PriceRow | undefined>((last, row) => (last === undefined || isLater(row, last) ? row : last), undefined)
}

function pricesByModel({ rows }: CatalogFacts): Map<number, PriceRow[]> {
  const byModel = new Map<number, PriceRow[]>()
  for (const row of standingPrices(rows.prices)) {
    const ofModel = byModel.get(row.model_id) ?? []
    byModel.set(row.model_id, ofModel)
    ofModel.push(row)
  }
  return byModel
}

function told(
  before: object | null,
  after: object,
  item: ConfigItem,
  prices: readonly WantedPrice[] = [],
  ifNew: 'new' | 'changed' = 'new',
): Compared {
  const standing = new Map<string, unknown>(Object.entries(before ?? {}))
  const fields = Object.entries(after).flatMap(([name, value]: [string, unknown]): ImportField[] => {
    if (value === undefined || sameJson(standing.get(name) ?? null, value)) return []
    const left = standing.get(name) ?? null
    const ratio = typeof left === 'number' && typeof value === 'number' && left > 0 ? value / left : null
    return [{ name, before: left as ImportField['before'], after: value as ImportField['after'], ratio }]
  })
  for (const { price } of prices)
    fields.push({ name: `price from ${price.from}`, before: null, after: price.tiers as ImportField['after'], ratio: null })
  const isSame = before !== null && fields.length === 0
  const kind = isSame ? 'same' : before === null ? ifNew : 'changed'
  const row: Told = { kind, reason: null, detail: null, fields, tiers: null, isPicked: !isSame, canPick: !isSame }
  return { row, effect: isSame ? { kind: 'none' } : { kind: 'configure', item, prices } }
}

function broken(detail: string): Compared {
  const row: Told = { kind: 'quarantined', reason: 'invalid', detail, fields: [], tiers: null, isPicked: false, canPick: false }
  return { row, effect: { kind: 'none' } }
}

function sameJson(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const names = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${names.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`
}
