import type { Catalog, ModelRecord } from '#engine/catalog'
import type { SecretStore } from '#engine/ports'
import { whyNot } from '#engine/runs'

/** Who is asked once a model of the app's own has failed: its configured fallback, else its provider's default; undefined: nobody that can be. */
export function standInOf(
  model: ModelRecord,
  { catalog, secrets }: { readonly catalog: Catalog; readonly secrets: SecretStore },
): ModelRecord | undefined {
  const others = [
    model.fallbackModelId === null ? undefined : catalog.findModelById(model.fallbackModelId),
    catalog.defaultModel(model.providerId),
  ]
  return others.find((other) => other !== undefined && other.id !== model.id && whyNot(other, { catalog, secrets }, false) === undefined)
}
