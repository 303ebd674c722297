import { distance } from 'fastest-levenshtein'
import type { ModelRef } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { AppError } from '#engine/failure'
import type { CatalogChange, CatalogSnapshot } from '#engine/storage'
import { PriceBook, type PriceRecord } from './price-book.ts'
import { type ModelRecord, modelRecord, type PoolRecord, type ProviderRecord, poolRecord, providerRecord } from './records.ts'

/**
 * Providers, pools, models and prices, in memory: the engine's thread never asks the disk for them.
 * Edits reach it as the rows they left behind; `onChange` tells who must act on them at once. What was removed is not there any more; by its id it is
 * named all the same, for what still runs.
 */
export class Catalog {
  readonly #providers = new Map<number, ProviderRecord>()
  readonly #providerIds = new Map<string, number>()
  readonly #pools = new Map<number, PoolRecord>()
  readonly #models = new Map<number, ModelRecord>()
  readonly #modelIds = new Map<string, number>()
  readonly #removed = {
    providers: new Map<number, ProviderRecord>(),
    pools: new Map<number, PoolRecord>(),
    models: new Map<number, ModelRecord>(),
  }
  readonly #prices = new PriceBook((id) => this.model(id).ref)
  readonly #listeners = new Set<(change: CatalogChange) => void>()
  #sortedRefs: ModelRef[] | undefined
  /** By provider; made anew when a model was edited. */
  #defaults: ReadonlyMap<number, ModelRecord> | undefined

  load(
    snapshot: Pick<CatalogSnapshot, 'providers' | 'pools' | 'models' | 'prices'> & Partial<Pick<CatalogSnapshot, 'removedPools'>>,
  ): void {
    for (const row of snapshot.removedPools ?? []) this.#removed.pools.set(row.id, poolRecord(row))
    this.apply(snapshot)
  }

  onChange(listener: (change: CatalogChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  apply(change: CatalogChange): void {
    this.#remove(change.removed)
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
      this.#defaults = undefined
    }
    this.#prices.add(change.prices ?? [])
    for (const listener of this.#listeners) listener(change)
  }

  providers(): ProviderRecord[] {
    return [...this.#providers.values()].sort((left, right) => compare(left.key, right.key))
  }

  provider(id: number): ProviderRecord {
    return known(this.#providers.get(id) ?? this.#removed.providers.get(id), 'provider', String(id))
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

  /** Those that were merged into others among them: the ledger names them. */
  everyPool(): PoolRecord[] {
    return [...this.#removed.pools.values(), ...this.#pools.values()]
  }

  pool(id: number): PoolRecord {
    return known(this.#pools.get(id) ?? this.#removed.pools.get(id), 'pool', String(id))
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
    return known(this.#models.get(id) ?? this.#removed.models.get(id), 'model', String(id))
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
    this.#defaults ??= new Map([...this.#models.values()].filter(({ isDefault }) => isDefault).map((model) => [model.providerId, model]))
    return this.#defaults.get(providerId)
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

  /** In the order they came, withdrawn ones too. */
  prices(modelId: number): readonly PriceRecord[] {
    return this.#prices.all(modelId)
  }

  price(id: number): PriceRecord | undefined {
    return this.#prices.price(id)
  }

  /** Throws NOT_FOUND. */
  getPrice(ulid: string): PriceRecord {
    return known(this.#prices.priceNamed(ulid), 'price version', ulid)
  }

  priceInForce(modelId: number, atMs: EpochMs): PriceRecord | undefined {
    return this.#prices.inForce(modelId, atMs)
  }

  #remove(removed: CatalogChange['removed']): void {
    for (const id of removed?.providers ?? []) {
      const provider = retire(this.#providers, this.#removed.providers, id)
      if (provider !== undefined) this.#providerIds.delete(provider.key)
    }
    for (const id of removed?.pools ?? []) retire(this.#pools, this.#removed.pools, id)
    for (const id of removed?.models ?? []) {
      const model = retire(this.#models, this.#removed.models, id)
      if (model !== undefined) this.#modelIds.delete(model.ref)
      this.#sortedRefs = undefined
      this.#defaults = undefined
    }
  }
}

function retire<Record>(there: Map<number, Record>, removed: Map<number, Record>, id: number): Record | undefined {
  const record = there.get(id)
  if (record !== undefined) removed.set(id, record)
  there.delete(id)
  return record
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
