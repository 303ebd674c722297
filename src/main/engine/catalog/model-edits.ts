import type { AuditId } from '#contract/ids'
import { AppError } from '#engine/failure'
import { completeRates, parseUsdPerMillion } from '#engine/money'
import type { Audit, EditStep, ModelPatch } from '#engine/storage'
import { exists, invalid } from './catalog-checks.ts'
import { deprecation } from './deprecation.ts'
import type { EditPorts, Inputs } from './edit-ports.ts'
import type { ModelRecord, ProviderRecord } from './records.ts'

/** Edits of models: each answers with the audit's entry; null: nothing was to be changed. */
export class ModelEdits {
  readonly #ports: EditPorts

  constructor(ports: EditPorts) {
    this.#ports = ports
  }

  /** With its first price, if one is given. CONFLICT: the provider has one of that wire id. */
  async add(input: Inputs['models']['add'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const { ref } = input
      if (catalog.findModel(ref) !== undefined) throw exists('model', ref)
      const slash = ref.indexOf('/')
      const provider = catalog.getProvider(ref.slice(0, slash))
      const row = {
        provider_id: provider.id,
        pool_id: this.#poolId(provider, input.pool),
        wire_id: ref.slice(slash + 1),
        name: input.name ?? ref.slice(slash + 1),
        status: 'active',
        is_default: 0,
        context_window: input.contextWindow ?? null,
        max_output: input.maxOutput ?? null,
        capabilities: JSON.stringify(input.capabilities ?? {}),
        sunset_at_ms: input.sunsetAtMs ?? null,
        fallback_model_id: null,
        import_json: null,
      }
      const steps: EditStep[] = [{ do: 'add', kind: 'model', subject: ref, row }, ...this.#firstPrice(input, audit)]
      return { kind: 'model', subject: ref, action: 'add', steps }
    }, audit)
  }

  async set(input: Inputs['models']['set'], audit: Audit): Promise<AuditId | null> {
    const provider = (model: ModelRecord) => this.#ports.catalog.provider(model.providerId)
    return await this.#patch(input, 'set', audit, (model) => ({
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.pool === undefined ? {} : { pool_id: this.#poolId(provider(model), input.pool) }),
      ...(input.contextWindow === undefined ? {} : { context_window: input.contextWindow }),
      ...(input.maxOutput === undefined ? {} : { max_output: input.maxOutput }),
      ...(input.sunsetAtMs === undefined ? {} : { sunset_at_ms: input.sunsetAtMs }),
      ...(input.capabilities === undefined ? {} : { capabilities: JSON.stringify(input.capabilities) }),
    }))
  }

  async reactivate(input: Inputs['models']['reactivate'], audit: Audit): Promise<AuditId | null> {
    return await this.#patch(input, 'reactivate', audit, () => ({ status: 'active' }))
  }

  async setFallback(input: Inputs['models']['setFallback'], audit: Audit): Promise<AuditId | null> {
    const { catalog } = this.#ports
    return await this.#patch(input, 'fallback', audit, () => ({ fallback_model_id: catalog.getModel(input.fallback).id }))
  }

  async clearFallback(input: Inputs['models']['clearFallback'], audit: Audit): Promise<AuditId | null> {
    return await this.#patch(input, 'fallback', audit, () => ({ fallback_model_id: null }))
  }

  async deprecate(input: Inputs['models']['deprecate'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog, settings } = this.#ports
    return await editor.edit(() => {
      const steps = deprecation(input, catalog, settings.values)
      return { kind: 'model', subject: input.ref, action: 'deprecate', steps }
    }, audit)
  }

  /** Its provider's only default. CONFLICT `state`: it is deprecated. */
  async setDefault({ ref, revision }: Inputs['models']['setDefault'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const model = catalog.getModel(ref)
      if (model.status === 'deprecated')
        throw new AppError({ code: 'CONFLICT', what: 'model', name: ref, reason: 'state', detail: 'it is deprecated' })
      const before = catalog.defaultModel(model.providerId)
      const taken = before === undefined || before.id === model.id ? [] : [step(before, { is_default: 0 })]
      return { kind: 'model', subject: ref, action: 'default', steps: [...taken, step(model, { is_default: 1 }, revision)] }
    }, audit)
  }

  async clearDefault({ provider }: Inputs['models']['clearDefault'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const before = catalog.defaultModel(catalog.getProvider(provider).id)
      const steps = before === undefined ? [] : [step(before, { is_default: 0 })]
      return { kind: 'model', subject: before?.ref ?? provider, action: 'default', steps }
    }, audit)
  }

  async #patch(
    { ref, revision }: { readonly ref: string; readonly revision?: number | undefined },
    action: string,
    audit: Audit,
    patchOf: (model: ModelRecord) => ModelPatch,
  ): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const model = catalog.getModel(ref)
      return { kind: 'model', subject: ref, action, steps: [step(model, patchOf(model), revision)] }
    }, audit)
  }

  #firstPrice({ ref, input, output }: Inputs['models']['add'], audit: Audit): EditStep[] {
    if (input === undefined && output === undefined) return []
    if (input === undefined || output === undefined) throw invalid('input', 'give both the input and the output price, or neither')
    const { clock, ulid } = this.#ports
    const nowMs = clock.nowMs()
    const rates = completeRates({ input: parseUsdPerMillion(input), output: parseUsdPerMillion(output) })
    const row = {
      ulid: ulid(nowMs),
      model_id: { step: 0 },
      effective_from_ms: nowMs,
      tiers: JSON.stringify([{ rates }]),
      source: `entered by ${audit.user}`,
      source_kind: 'manual',
      source_url: null,
      source_figures: JSON.stringify({ input, output }),
      note: null,
      created_at_ms: nowMs,
    }
    return [{ do: 'add', kind: 'price', subject: ref, row }]
  }

  #poolId(provider: ProviderRecord, name: string | undefined): number {
    const { catalog } = this.#ports
    if (name !== undefined) return catalog.getPool(provider, name).id
    const [first] = catalog.pools(provider.id)
    if (first === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'pool', name: `${provider.key}/default` })
    return (catalog.findPool(provider.id, 'default') ?? first).id
  }
}

function step({ id, ref }: ModelRecord, patch: ModelPatch, ifRevision?: number): EditStep {
  return { do: 'set', kind: 'model', subject: ref, id, patch, ifRevision }
}
