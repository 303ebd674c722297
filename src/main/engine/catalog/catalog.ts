import { distance } from 'fastest-levenshtein'
import type { ModelRef } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { AppError } from '#engine/failure'
import { priceInForce } from '#engine/money'
import type { CatalogChange, CatalogSnapshot } from '#engine/storage'
import {
  type ModelRecord,
  modelRecord,
  type PoolRecord,
  type PriceRecord,
  type ProviderRecord,
  poolRecord,
  priceRecord,
  providerRecord,
} from './records.ts'

/**
 * Providers, pools, models and prices, in memory: the engine's thread never asks the disk for them.
 * Edits reach it as the rows they left behind; `onChange` tells who must act on them at once.
 */
export class Catalog {
  readonly #providers = new Map<number, ProviderRecord>()
  readonly #providerIds = new Map<string, number>()
  readonly #pools = new Map<number, PoolRecord>()
  readonly #models = new Map<number, ModelRecord>()
  readonly #modelIds = new Map<string, number>()
  readonly #prices = new Map<number, PriceRecord[]>()
  readonly #pricesById = new Map<number, PriceRecord>()
  readonly #listeners = new Set<(change: CatalogChange) => void>()
  #sortedRefs: ModelRef[] | undefined

  load(snapshot: Pick<CatalogSnapshot, 'providers' | 'pools' | 'models' | 'prices'>): void {
    this.apply(snapshot)
  }

  onChange(listener: (change: CatalogChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  apply(change: CatalogChange): void {
    for (const id of change.removedProviderIds ?? []) this.#removeProvider(id)
    for (const row of change.providers ?? []) {
      this.#providers.set(row.id, providerRecord(row))
      this.#providerIds.set(row.key, row.id)
    }
    for (const row of change.pools ?? []) this.#pools.set(row.id, poolRecord(row))
    for (const row of change.models ?? []) {
      const record = modelRecord(row, this.provider(row.provider_id).key)
      if (!this.#models.has(row.id)) this.#sortedRefs = undefined
      this.#models.set(row.id, record)
      this.#modelIds.set(record.ref, row.id)
    }
    for (const row of change.prices ?? []) {
      const record = priceRecord(row, this.model(row.model_id).ref)
      this.#prices.set(row.model_id, [...(this.#prices.get(row.model_id) ?? []), record])
      this.#pricesById.set(row.id, record)
    }
    for (const listener of this.#listeners) listener(change)
  }

  providers(): ProviderRecord[] {
    return [...this.#providers.values()].sort((left, right) => compare(left.key, right.key))
  }

  provider(id: number): ProviderRecord {
    return known(this.#providers.get(id), 'provider', String(id))
  }

  findProvider(key: string): ProviderRecord | undefined {
    const id = this.#providerIds.get(key)
    return id === undefined ? undefined : this.#providers.get(id)
  }

  /** Throws NOT_FOUND with what is near by name. */
  getProvider(key: string): ProviderRecord {
    const found = this.findProvider(key)
    if (found === undefined)
      throw new AppError({ code: 'NOT_FOUND', what: 'provider', name: key, near: near(key, [...this.#providerIds.keys()]) })
    return found
  }

  pools(providerId?: number): PoolRecord[] {
    return [...this.#pools.values()].filter((pool) => providerId === undefined || pool.providerId === providerId)
  }

  pool(id: number): PoolRecord {
    return known(this.#pools.get(id), 'pool', String(id))
  }

  findPool(providerId: number, name: string): PoolRecord | undefined {
    return this.pools(providerId).find((pool) => pool.name === name)
  }

  /** Throws NOT_FOUND. */
  getPool(provider: ProviderRecord, name: string): PoolRecord {
    const found = this.findPool(provider.id, name)
    const names = this.pools(provider.id).map((pool) => pool.name)
    if (found === undefined)
      throw new AppError({ code: 'NOT_FOUND', what: 'pool', name: `${provider.key}/${name}`, near: near(name, names) })
    return found
  }

  models(): IterableIterator<ModelRecord> {
    return this.#models.values()
  }

  model(id: number): ModelRecord {
    return known(this.#models.get(id), 'model', String(id))
  }

  /** undefined: there is none, as where an edited file names a fallback. */
  findModelById(id: number): ModelRecord | undefined {
    return this.#models.get(id)
  }

  findModel(ref: string): ModelRecord | undefined {
    const id = this.#modelIds.get(ref)
    return id === undefined ? undefined : this.#models.get(id)
  }

  /** Throws NOT_FOUND with what is near by name. */
  getModel(ref: string): ModelRecord {
    const found = this.findModel(ref)
    if (found === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'model', name: ref, near: this.nearModels(ref) })
    return found
  }

  defaultModel(providerId: number): ModelRecord | undefined {
    for (const model of this.#models.values()) if (model.providerId === providerId && model.isDefault) return model
    return undefined
  }

  /** Refs in order, for paging. */
  sortedRefs(): readonly ModelRef[] {
    this.#sortedRefs ??= [...this.#models.values()].map((model) => model.ref).sort(compare)
    return this.#sortedRefs
  }

  /** Up to three refs that a mistyped one may mean, nearest first. */
  nearModels(ref: string): string[] {
    return near(ref, this.sortedRefs())
  }

  prices(modelId: number): readonly PriceRecord[] {
    return this.#prices.get(modelId) ?? []
  }

  price(id: number): PriceRecord | undefined {
    return this.#pricesById.get(id)
  }

  priceInForce(modelId: number, atMs: EpochMs): PriceRecord | undefined {
    return priceInForce(this.prices(modelId), atMs)
  }

  #removeProvider(id: number): void {
    const provider = this.#providers.get(id)
    if (provider === undefined) return
    this.#providers.delete(id)
    this.#providerIds.delete(provider.key)
    for (const pool of this.pools(id)) this.#pools.delete(pool.id)
    for (const model of [...this.#models.values()].filter((each) => each.providerId === id)) {
      this.#models.delete(model.id)
      this.#modelIds.delete(model.ref)
      for (const price of this.prices(model.id)) this.#pricesById.delete(price.id)
      this.#prices.delete(model.id)
    }
    this.#sortedRefs = undefined
  }
}

function known<Found>(found: Found | undefined, what: string, name: string): Found {
  if (found === undefined) throw new AppError({ code: 'NOT_FOUND', what, name })
  return found
}

/** Byte order: the same everywhere, whatever the locale. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Up to three names, nearest first: mistyped by little, given under another provider or without one, or holding what was typed. */
function near(name: string, names: readonly string[]): string[] {
  const tail = afterSlash(name)
  const most = Math.max(2, Math.floor(tail.length / 3))
  const mistyped = names
    .map((other) => ({
      other,
      steps: Math.min(distance(name, other), distance(name, afterSlash(other)), distance(tail, afterSlash(other))),
    }))
    .filter(({ steps }) => steps <= most)
    .sort((left, right) => left.steps - right.steps || compare(left.other, right.other))
    .map(({ other }) => other)
  const holding = tail.length > 2 ? names.filter((other) => other.includes(tail)) : []
  return [...new Set([...mistyped, ...holding])].slice(0, 3)
}

function afterSlash(name: string): string {
  return name.slice(name.indexOf('/') + 1)
}
