import type { Batch, Parameters } from '#contract/batch'
import type { UnavailableModel } from '#contract/errors'
import type { EpochMs } from '#contract/units'
import { type Catalog, type ModelRecord, whyNoKey } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { SecretStore } from '#engine/ports'

export interface SelectedModel {
  readonly model: ModelRecord
  readonly parameters: Parameters
}

export interface ModelFacts {
  readonly catalog: Catalog
  readonly secrets: SecretStore
  readonly nowMs: EpochMs
}

/**
 * The models of a batch with their parameters, `defaults` expanded to every usable provider's default. A model named twice with the same ref counts once.
 * Throws MODEL_UNAVAILABLE naming every one that cannot be used and what could be used instead.
 */
export function selectModels(batch: Batch, facts: ModelFacts): SelectedModel[] {
  const selected = new Map<string, SelectedModel>()
  const unavailable: UnavailableModel[] = []
  for (const entry of batch.models) {
    if (entry === 'defaults') {
      const defaults = usableDefaults(facts)
      if (defaults.length === 0) unavailable.push({ ref: 'defaults', reason: 'no_default', instead: anyUsable(facts) })
      for (const model of defaults) if (!selected.has(model.ref)) selected.set(model.ref, { model, parameters: batch.parameters })
      continue
    }
    const ref = typeof entry === 'string' ? entry : entry.ref
    const own = typeof entry === 'string' ? {} : entry.parameters
    const model = facts.catalog.findModel(ref)
    const reason = model === undefined ? 'unknown' : whyNot(model, facts, batch.allowDeprecated)
    if (model === undefined || reason !== undefined)
      unavailable.push({ ref, reason: reason ?? 'unknown', instead: insteadOf(ref, model, facts) })
    else selected.set(ref, { model, parameters: { ...batch.parameters, ...own } })
  }
  if (unavailable.length > 0) throw new AppError({ code: 'MODEL_UNAVAILABLE', models: unavailable })
  return [...selected.values()]
}

/** Why a model cannot be asked now; undefined when it can. */
export function whyNot(
  model: ModelRecord,
  facts: Pick<ModelFacts, 'catalog' | 'secrets'>,
  allowDeprecated: boolean,
): UnavailableModel['reason'] | undefined {
  const provider = facts.catalog.provider(model.providerId)
  if (!provider.isEnabled) return 'provider_disabled'
  if (model.status === 'deprecated' && !allowDeprecated) return 'deprecated'
  return whyNoKey(provider, facts.secrets)
}

/** A sentence for each of a run's models that could not be chosen any more. */
export function whyNotAll(models: readonly { readonly modelId: number }[], facts: Pick<ModelFacts, 'catalog' | 'secrets'>): string[] {
  return models.flatMap(({ modelId }) => {
    const model = facts.catalog.model(modelId)
    const reason = whyNot(model, facts, false)
    return reason === undefined ? [] : [`${model.ref}: ${reason}`]
  })
}

function usableDefaults(facts: ModelFacts): ModelRecord[] {
  return facts.catalog
    .providers()
    .flatMap((provider) => facts.catalog.defaultModel(provider.id) ?? [])
    .filter((model) => whyNot(model, facts, false) === undefined)
}

function insteadOf(ref: string, model: ModelRecord | undefined, facts: ModelFacts): string[] {
  const isUsable = (other: string): boolean => {
    const found = facts.catalog.findModel(other)
    return found !== undefined && found.ref !== ref && whyNot(found, facts, false) === undefined
  }
  const siblings = model === undefined ? [] : [facts.catalog.defaultModel(model.providerId)?.ref ?? '']
  const near = [...facts.catalog.nearModels(ref), ...siblings].filter(isUsable)
  return near.length > 0 ? [...new Set(near)] : anyUsable(facts)
}

function anyUsable(facts: ModelFacts): string[] {
  return usableDefaults(facts)
    .map((model) => model.ref)
    .slice(0, 3)
}
