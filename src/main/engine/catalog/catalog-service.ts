import type { InferContractRouterInputs } from '@orpc/contract'
import type { Contract } from '#contract'
import { PriceTiers } from '#contract/prices'
import { AppError } from '#engine/failure'
import { completeRates, parseUsdPerMillion } from '#engine/money'
import type { Clock } from '#engine/ports'
import type { Audit, CatalogChange, ModelPatch, PoolPatch, ProviderPatch, Storage } from '#engine/storage'
import type { Catalog } from './catalog.ts'
import { assertAddress, boundCredential, checkedLimits, credentialPatch, exists, invalid } from './catalog-checks.ts'
import { defined } from './defined.ts'
import { type ModelRecord, originOf, type PoolRecord, type ProviderRecord } from './records.ts'
import { defaultLimits, defaultTimeouts, limitColumns } from './seed-input.ts'

type Inputs = InferContractRouterInputs<Contract>

export interface CatalogPorts {
  readonly catalog: Catalog
  readonly storage: Storage
  readonly clock: Clock
  readonly ulid: (nowMs: ReturnType<Clock['nowMs']>) => string
}

/** Edits of the catalog: checked against it, audited, stored, and only then in force. */
export class CatalogService {
  readonly #ports: CatalogPorts

  constructor(ports: CatalogPorts) {
    this.#ports = ports
  }

  async addProvider(input: Inputs['providers']['add'], audit: Audit): Promise<ProviderRecord> {
    const { catalog, storage } = this.#ports
    if (catalog.findProvider(input.key) !== undefined) throw exists('provider', input.key)
    const timeouts = input.timeouts ?? defaultTimeouts
    assertAddress({ ...input, allowInsecure: input.allowInsecure ?? false })
    await this.#apply(
      storage.write('addProvider', {
        provider: {
          key: input.key,
          name: input.name ?? input.key,
          kind: input.kind,
          base_url: input.baseUrl,
          ...boundCredential(input.credential ?? null, originOf(input.baseUrl)),
          connect_ms: timeouts.connectMs,
          silence_ms: timeouts.silenceMs,
          total_ms: timeouts.totalMs,
          max_parallel: input.maxParallel ?? null,
          sends_attempt_id: input.sendsAttemptId === false ? 0 : 1,
          enabled: 1,
          allow_insecure: input.allowInsecure === true ? 1 : 0,
        },
        pool: { name: 'default', ...limitColumns(defaultLimits) },
        audit,
      }),
    )
    return catalog.getProvider(input.key)
  }

  async setProvider(input: Inputs['providers']['set'], audit: Audit): Promise<ProviderRecord> {
    const { catalog, storage } = this.#ports
    const provider = catalog.getProvider(input.key)
    const { baseUrl, allowInsecure = provider.allowInsecure } = input
    if (baseUrl !== undefined) assertAddress({ kind: provider.kind, baseUrl, allowInsecure })
    const patch: ProviderPatch = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.baseUrl === undefined ? {} : { base_url: input.baseUrl }),
      ...(input.maxParallel === undefined ? {} : { max_parallel: input.maxParallel }),
      ...(input.timeouts === undefined
        ? {}
        : { connect_ms: input.timeouts.connectMs, silence_ms: input.timeouts.silenceMs, total_ms: input.timeouts.totalMs }),
      ...(input.sendsAttemptId === undefined ? {} : { sends_attempt_id: input.sendsAttemptId ? 1 : 0 }),
      ...(input.allowInsecure === undefined ? {} : { allow_insecure: input.allowInsecure ? 1 : 0 }),
      ...(input.isEnabled === undefined ? {} : { enabled: input.isEnabled ? 1 : 0 }),
      ...credentialPatch(provider, input),
    }
    await this.#apply(storage.write('setProvider', { id: provider.id, patch, ifRevision: input.revision, audit }))
    return catalog.provider(provider.id)
  }

  async removeProvider(key: string, audit: Audit): Promise<void> {
    await this.#apply(this.#ports.storage.write('removeProvider', { id: this.#ports.catalog.getProvider(key).id, audit }))
  }

  async addPool(input: Inputs['pools']['add'], audit: Audit): Promise<PoolRecord> {
    const { catalog, storage } = this.#ports
    const provider = catalog.getProvider(input.provider)
    if (catalog.findPool(provider.id, input.name) !== undefined) throw exists('pool', `${input.provider}/${input.name}`)
    const limits = checkedLimits({ ...defaultLimits, ...defined(input.limits) })
    const pool = { provider_id: provider.id, name: input.name, ...limitColumns(limits) }
    await this.#apply(storage.write('addPool', { pool, label: `${input.provider}/${input.name}`, audit }))
    return catalog.getPool(provider, input.name)
  }

  async setPool(input: Inputs['pools']['set'], audit: Audit): Promise<PoolRecord> {
    const { catalog, storage } = this.#ports
    const provider = catalog.getProvider(input.provider)
    const pool = catalog.getPool(provider, input.name)
    checkedLimits({ ...pool.limits, ...defined(input.limits) })
    const patch: PoolPatch = limitColumns(input.limits)
    await this.#apply(
      storage.write('setPool', { id: pool.id, label: `${input.provider}/${input.name}`, patch, ifRevision: input.revision, audit }),
    )
    return catalog.pool(pool.id)
  }

  async addModel(input: Inputs['models']['add'], audit: Audit): Promise<ModelRecord> {
    const { catalog, storage, clock, ulid } = this.#ports
    if (catalog.findModel(input.ref) !== undefined) throw exists('model', input.ref)
    const slash = input.ref.indexOf('/')
    const provider = catalog.getProvider(input.ref.slice(0, slash))
    if ((input.input === undefined) !== (input.output === undefined))
      throw invalid('input', 'give both the input and the output price, or neither')
    const nowMs = clock.nowMs()
    const price =
      input.input === undefined || input.output === undefined
        ? null
        : {
            ulid: ulid(nowMs),
            effective_from_ms: nowMs,
            tiers: JSON.stringify([
              { rates: completeRates({ input: parseUsdPerMillion(input.input), output: parseUsdPerMillion(input.output) }) },
            ]),
            source: `entered by ${audit.user}`,
            source_kind: 'manual',
            source_url: null,
            source_figures: JSON.stringify({ input: input.input, output: input.output }),
            note: null,
            created_at_ms: nowMs,
          }
    await this.#apply(
      storage.write('addModel', {
        ref: input.ref,
        model: {
          provider_id: provider.id,
          pool_id: this.#poolId(provider, input.pool),
          wire_id: input.ref.slice(slash + 1),
          name: input.name ?? input.ref.slice(slash + 1),
          status: 'active',
          is_default: 0,
          context_window: input.contextWindow ?? null,
          max_output: input.maxOutput ?? null,
          capabilities: JSON.stringify(input.capabilities ?? {}),
          sunset_at_ms: input.sunsetAtMs ?? null,
          fallback_model_id: null,
          import_json: null,
        },
        price,
        audit,
      }),
    )
    return catalog.getModel(input.ref)
  }

  async setModel(input: Inputs['models']['set'], audit: Audit): Promise<ModelRecord> {
    const model = this.#ports.catalog.getModel(input.ref)
    const provider = this.#ports.catalog.provider(model.providerId)
    const patch: ModelPatch = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.pool === undefined ? {} : { pool_id: this.#poolId(provider, input.pool) }),
      ...(input.contextWindow === undefined ? {} : { context_window: input.contextWindow }),
      ...(input.maxOutput === undefined ? {} : { max_output: input.maxOutput }),
      ...(input.sunsetAtMs === undefined ? {} : { sunset_at_ms: input.sunsetAtMs }),
      ...(input.capabilities === undefined ? {} : { capabilities: JSON.stringify(input.capabilities) }),
    }
    return await this.#patchModel(model, 'set', patch, input.revision, audit)
  }

  async reactivateModel(ref: string, audit: Audit): Promise<ModelRecord> {
    return await this.#patchModel(this.#ports.catalog.getModel(ref), 'reactivate', { status: 'active' }, undefined, audit)
  }

  async setDefault(ref: string, audit: Audit): Promise<ModelRecord> {
    const { catalog, storage } = this.#ports
    const model = catalog.getModel(ref)
    if (model.status === 'deprecated')
      throw new AppError({ code: 'CONFLICT', what: 'model', name: ref, reason: 'state', detail: 'it is deprecated' })
    await this.#apply(storage.write('setDefaultModel', { id: model.id, ref, audit }))
    return catalog.model(model.id)
  }

  async addPrice(input: Inputs['prices']['add'], audit: Audit): Promise<string> {
    const { catalog, storage, clock, ulid } = this.#ports
    const model = catalog.getModel(input.model)
    const nowMs = clock.nowMs()
    const id = ulid(nowMs)
    await this.#apply(
      storage.write('addPriceVersion', {
        ref: input.model,
        price: {
          ulid: id,
          model_id: model.id,
          effective_from_ms: input.effectiveFromMs ?? nowMs,
          tiers: JSON.stringify(PriceTiers.parse(input.tiers)),
          source: input.source,
          source_kind: 'manual',
          source_url: input.sourceUrl ?? null,
          source_figures: null,
          note: input.note ?? null,
          created_at_ms: nowMs,
        },
        audit,
      }),
    )
    return id
  }

  async #patchModel(
    model: ModelRecord,
    action: string,
    patch: ModelPatch & { is_default?: number },
    ifRevision: number | undefined,
    audit: Audit,
  ): Promise<ModelRecord> {
    await this.#apply(this.#ports.storage.write('setModel', { id: model.id, ref: model.ref, action, patch, ifRevision, audit }))
    return this.#ports.catalog.model(model.id)
  }

  #poolId(provider: ProviderRecord, name: string | undefined): number {
    if (name !== undefined) return this.#ports.catalog.getPool(provider, name).id
    const [first] = this.#ports.catalog.pools(provider.id)
    if (first === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'pool', name: `${provider.key}/default` })
    return (this.#ports.catalog.findPool(provider.id, 'default') ?? first).id
  }

  async #apply(change: Promise<CatalogChange>): Promise<void> {
    this.#ports.catalog.apply(await change)
  }
}
