import { Document, isMap, isScalar, isSeq, visit } from 'yaml'
import type { Capabilities } from '#contract/catalog'
import type { PoolLimits } from '#contract/pools'
import type { PriceTier } from '#contract/prices'
import { defaultLimits, defaultTimeouts, limitsOfRow } from '#engine/catalog'
import { isoText } from '#engine/resilience'
import type { ImportFacts } from '#engine/storage'
import { isLater, standingPrices } from './catalog-facts.ts'
import { writtenTiers } from './config-prices.ts'
import { configVersion } from './config-shapes.ts'

type Rows<Table extends 'providers' | 'pools' | 'models' | 'prices'> = ImportFacts[Table][number]

/**
 * The whole configuration as text: providers, pools, models, prices in force and to come, fallbacks and settings, by name, without what is as it would be
 * anyway. The same catalog gives the same text, byte for byte. No key is in it: of its places the environment alone is named.
 */
export function formatConfig(facts: ImportFacts, nowMs: number, format: 'yaml' | 'json'): string {
  const config = configOf(facts, nowMs)
  if (format === 'json') return `${JSON.stringify(config, null, 2)}\n`
  const document = new Document(config, { aliasDuplicateObjects: false })
  visit(document, {
    Map: (key, node) => {
      // What is short is easier to compare in one line.
      if (key !== null && node.items.every(({ value }) => isScalar(value) || isMap(value)) && JSON.stringify(node).length < 100)
        node.flow = true
    },
    Seq: (_, node) => {
      if (isSeq(node) && node.items.every(isScalar)) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0 })
}

function configOf(facts: ImportFacts, nowMs: number): object {
  const prices = pricesByModel(facts, nowMs)
  const refs = refsOf(facts)
  return {
    assay: configVersion,
    providers: byName(facts.providers, 'key', (provider) => ({
      ...writtenProvider(provider),
      pools: byName(
        facts.pools.filter((pool) => pool.provider_id === provider.id),
        'name',
        writtenPool,
      ),
      models: byName(
        facts.models.filter((model) => model.provider_id === provider.id),
        'wire_id',
        (model) => writtenModel(model, facts, refs, prices.get(model.id) ?? []),
      ),
    })),
    settings: byName(
      facts.settings.filter(({ value }) => value !== null),
      'key',
      ({ value }) => sorted(JSON.parse(value ?? 'null')),
    ),
  }
}

function writtenProvider(row: Rows<'providers'>): object {
  const timeouts = { connectMs: row.connect_ms, silenceMs: row.silence_ms, totalMs: row.total_ms }
  return {
    name: row.name,
    kind: row.kind,
    ...(row.base_url === null ? {} : { baseUrl: row.base_url }),
    ...(row.credential_ref?.startsWith('env:') === true ? { credential: row.credential_ref } : {}),
    ...(JSON.stringify(timeouts) === JSON.stringify(defaultTimeouts) ? {} : { timeouts }),
    ...(row.max_parallel === null ? {} : { maxParallel: row.max_parallel }),
    ...(row.sends_attempt_id === 1 ? {} : { sendsAttemptId: false }),
    ...(row.allow_insecure === 1 ? { allowInsecure: true } : {}),
    ...(row.enabled === 1 ? {} : { enabled: false }),
  }
}

function writtenPool(row: Rows<'pools'>): object {
  const limits = limitsOfRow(row)
  const others = Object.entries(limits).filter(
    ([name, value]) => value !== defaultLimits[name as keyof PoolLimits] && name !== 'maxParallel',
  )
  return { maxParallel: limits.maxParallel, ...Object.fromEntries(others) }
}

function writtenModel(
  row: Rows<'models'>,
  facts: ImportFacts,
  refs: ReadonlyMap<number, string>,
  prices: readonly Rows<'prices'>[],
): object {
  const pool = facts.pools.find(({ id }) => id === row.pool_id)?.name ?? 'default'
  const capabilities = JSON.parse(row.capabilities) as Capabilities
  const fallback = row.fallback_model_id === null ? undefined : refs.get(row.fallback_model_id)
  return {
    ...(row.name === row.wire_id ? {} : { name: row.name }),
    ...(row.status === 'active' ? {} : { status: row.status }),
    ...(row.is_default === 1 ? { default: true } : {}),
    ...(pool === 'default' ? {} : { pool }),
    ...(row.context_window === null ? {} : { contextWindow: row.context_window }),
    ...(row.max_output === null ? {} : { maxOutput: row.max_output }),
    ...(Object.keys(capabilities).length === 0 ? {} : { capabilities: sorted(capabilities) }),
    ...(row.sunset_at_ms === null ? {} : { sunset: isoText(row.sunset_at_ms) }),
    ...(fallback === undefined ? {} : { fallback }),
    ...(prices.length === 0 ? {} : { prices: prices.map(writtenPrice) }),
  }
}

function writtenPrice(row: Rows<'prices'>): object {
  return {
    from: isoText(row.effective_from_ms),
    source: row.source,
    ...(row.source_url === null ? {} : { sourceUrl: row.source_url }),
    ...(row.note === null ? {} : { note: row.note }),
    tiers: writtenTiers(JSON.parse(row.tiers) as readonly PriceTier[]),
  }
}

/** Of each model the version in force, then those to come; of several at one instant the last. */
function pricesByModel({ prices }: ImportFacts, nowMs: number): Map<number, Rows<'prices'>[]> {
  const byModel = new Map<number, Rows<'prices'>[]>()
  for (const row of standingPrices(prices)) byModel.set(row.model_id, [...(byModel.get(row.model_id) ?? []), row])
  for (const [model, rows] of byModel) {
    const ordered = rows.sort((left, right) => (isLater(left, right) ? 1 : -1))
    const last = ordered.filter((row, index) => ordered[index + 1]?.effective_from_ms !== row.effective_from_ms)
    const inForce = last.findLastIndex((row) => row.effective_from_ms <= nowMs)
    byModel.set(model, last.slice(Math.max(0, inForce)))
  }
  return byModel
}

export function refsOf({ providers, models }: ImportFacts): Map<number, string> {
  const keys = new Map(providers.map(({ id, key }) => [id, key]))
  return new Map(models.map(({ id, provider_id, wire_id }) => [id, `${keys.get(provider_id)}/${wire_id}`]))
}

function byName<Row, Name extends keyof Row>(rows: readonly Row[], name: Name, write: (row: Row) => unknown): object {
  const named = rows.map((row) => [String(row[name]), write(row)] as const)
  return Object.fromEntries(named.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)))
}

/** With its names in order, all through. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  )
}
