import type { ExpansionOrder } from '#contract/batches'
import type { InfraModel } from '#contract/settings'
import type { Catalog, ModelRecord } from '#engine/catalog'
import { AppError } from '#engine/failure'
import { standInOf } from '#engine/infra'
import type { SecretStore } from '#engine/ports'
import { whyNot } from '#engine/runs'

export interface AskingPorts {
  readonly catalog: Catalog
  readonly secrets: () => SecretStore
  readonly infra: () => InfraModel
}

/** Who is asked first, and who in its place where it cannot be. */
export interface Asked {
  readonly infra: InfraModel
  readonly model: ModelRecord
  /** Its configured fallback, else its provider's default; undefined: nobody. */
  readonly standIn: ModelRecord | undefined
}

/** The order's model, else the one set for the task or what stands in for that. MODEL_UNAVAILABLE. */
export function whomToAsk({ catalog, secrets, infra }: AskingPorts, { model: named }: ExpansionOrder): Asked {
  const facts = { catalog, secrets: secrets() }
  const resolved = infra()
  const ref = named ?? resolved.model
  const model = ref === null ? undefined : catalog.findModel(ref)
  const reason = model === undefined ? undefined : whyNot(model, facts, named !== undefined)
  if (model === undefined || reason !== undefined) {
    const why = reason ?? (ref === null ? 'no_default' : 'unknown')
    throw new AppError({
      code: 'MODEL_UNAVAILABLE',
      models: [
        { ref: ref ?? resolved.set ?? 'scenario_expansion', reason: why, instead: ref === null ? [] : [...catalog.nearModels(ref)] },
      ],
    })
  }
  return {
    infra: named === undefined ? resolved : { ...resolved, set: named, model: named, via: 'setting', warning: null },
    model,
    standIn: standInOf(model, facts),
  }
}
