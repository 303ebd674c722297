import type { SettingValues } from '#contract/settings'
import type { EditStep } from '#engine/storage'
import type { Catalog } from './catalog.ts'
import { invalid } from './catalog-checks.ts'
import type { Inputs } from './edit-ports.ts'
import type { ModelRecord } from './records.ts'

type Deprecate = Inputs['models']['deprecate']

const modelSettings = ['scenarioExpansionModel', 'judgeModel'] as const

/** A deprecation with all that has to change in the same step. INVALID_INPUT at `successor` and `settings` while that is not said. */
export function deprecation(input: Deprecate, catalog: Catalog, settings: SettingValues): EditStep[] {
  const model = catalog.getModel(input.ref)
  return [
    set(model, { status: 'deprecated', is_default: 0 }, input.revision),
    ...successorOf(model, input, catalog),
    ...(input.fallbacks ?? []).map(({ ref, fallback }) =>
      set(catalog.getModel(ref), { fallback_model_id: fallback === null ? null : catalog.getModel(fallback).id }),
    ),
    ...settingsOf(model, input, catalog, settings),
  ]
}

function successorOf(model: ModelRecord, { successor }: Deprecate, catalog: Catalog): EditStep[] {
  if (model.isDefault && successor === undefined)
    throw invalid('successor', `${model.ref} is its provider's default: say which model is the default instead, or none`)
  if (successor === undefined || successor === null) return []
  if (!model.isDefault) throw invalid('successor', `${model.ref} is no default, so it has no successor as one`)
  const next = catalog.getModel(successor)
  if (next.providerId !== model.providerId) throw invalid('successor', `${successor} is a model of another provider`)
  assertActive('successor', next, model)
  return [set(next, { is_default: 1 })]
}

function settingsOf(model: ModelRecord, { settings: given = [] }: Deprecate, catalog: Catalog, settings: SettingValues): EditStep[] {
  const left = modelSettings.filter((key) => settings[key] === model.ref && !given.some((change) => change.key === key))
  if (left.length > 0) throw invalid('settings', `${left.join(' and ')} names ${model.ref}: say which model instead, or none`)
  return given.map(({ key, model: instead }): EditStep => {
    if (instead !== null) assertActive('settings', catalog.getModel(instead), model)
    return { do: 'set', kind: 'setting', subject: key, value: instead === null ? null : JSON.stringify(instead) }
  })
}

function assertActive(path: string, chosen: ModelRecord, deprecated: ModelRecord): void {
  if (chosen.status === 'deprecated' || chosen.id === deprecated.id)
    throw invalid(path, `${chosen.ref} is deprecated: choose an active model`)
}

function set({ id, ref }: ModelRecord, patch: Extract<EditStep, { do: 'set'; kind: 'model' }>['patch'], ifRevision?: number): EditStep {
  return { do: 'set', kind: 'model', subject: ref, id, patch, ifRevision }
}
