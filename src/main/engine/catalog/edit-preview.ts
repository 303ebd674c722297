import type { SettingValues } from '#contract/settings'
import { AppError } from '#engine/failure'
import type { EditedTable, EditStep, RowId } from '#engine/storage'
import type { Catalog } from './catalog.ts'
import type { MappedModel } from './fallback-mapping.ts'

interface ProviderThen {
  readonly subject: string
}
interface PoolThen {
  readonly subject: string
  readonly providerId: number
}
export interface ModelThen extends MappedModel {
  readonly providerId: number
  readonly poolId: number
  readonly isDefault: boolean
}

/** What would be there, by id; what an edit adds has ids below zero. */
export interface Workspace {
  readonly providers: Map<number, ProviderThen>
  readonly pools: Map<number, PoolThen>
  readonly models: Map<number, ModelThen>
  settings: SettingValues
}

export function workspaceNow(catalog: Catalog, settings: SettingValues): Workspace {
  const providers = catalog.providers()
  const keys = new Map(providers.map(({ id, key }) => [id, key]))
  return {
    providers: new Map(providers.map(({ id, key }) => [id, { subject: key }])),
    pools: new Map(catalog.pools().map(({ id, providerId, name }) => [id, { subject: `${keys.get(providerId)}/${name}`, providerId }])),
    models: new Map([...catalog.models()].map((model) => [model.id, model])),
    settings,
  }
}

/** The workspace as these steps would leave it. */
export function workspaceAfter(before: Workspace, steps: readonly EditStep[], settings: SettingValues): Workspace {
  const after = { providers: new Map(before.providers), pools: new Map(before.pools), models: new Map(before.models), settings }
  const ids: number[] = []
  for (const [index, step] of steps.entries()) {
    const idOf = (id: RowId) => (typeof id === 'number' ? id : (ids[id.step] ?? 0))
    const id = step.do === 'add' || step.kind === 'setting' ? -1 - index : idOf(step.id)
    ids.push(id)
    if (step.kind === 'setting' || step.kind === 'price') continue
    if (step.do === 'remove') tableOf(after, step.kind).delete(id)
    else put(after, step.kind, id, step.subject, step.do === 'set' ? step.patch : step.row, idOf)
  }
  return after
}

function tableOf(workspace: Workspace, kind: EditedTable): Map<number, unknown> {
  return { provider: workspace.providers, pool: workspace.pools, model: workspace.models }[kind]
}

function put(after: Workspace, kind: EditedTable, id: number, subject: string, columns: object, idOf: (id: RowId) => number): void {
  const row = columns as Readonly<Record<string, unknown>>
  const idIn = (column: string, otherwise: number) => (row[column] === undefined ? otherwise : idOf(row[column] as RowId))
  if (kind === 'provider') after.providers.set(id, { subject })
  else if (kind === 'pool') after.pools.set(id, { subject, providerId: idIn('provider_id', after.pools.get(id)?.providerId ?? 0) })
  else after.models.set(id, modelThen(after.models.get(id), id, subject, row, idIn))
}

function modelThen(
  before: ModelThen | undefined,
  id: number,
  subject: string,
  row: Readonly<Record<string, unknown>>,
  idIn: (column: string, otherwise: number) => number,
): ModelThen {
  return {
    id,
    ref: subject as ModelThen['ref'],
    status: (row['status'] as ModelThen['status'] | undefined) ?? before?.status ?? 'active',
    providerId: idIn('provider_id', before?.providerId ?? 0),
    poolId: idIn('pool_id', before?.poolId ?? 0),
    isDefault: row['is_default'] === undefined ? (before?.isDefault ?? false) : row['is_default'] === 1,
    fallbackModelId: row['fallback_model_id'] === null ? null : idIn('fallback_model_id', before?.fallbackModelId ?? 0) || null,
  }
}

/** What cannot stand, by what it is about: why it cannot be so. Without the fallback mapping, which has rules of its own. */
export function troublesOf(workspace: Workspace, named: (id: number) => string): Map<string, AppError> {
  const troubles = new Map<string, AppError>()
  const { providers, pools, models, settings } = workspace
  const inUse = (what: string, name: string, detail: string) =>
    troubles.set(`${what} ${name} ${detail}`, new AppError({ code: 'CONFLICT', what, name, reason: 'in_use', detail }))
  const state = (name: string, detail: string) =>
    troubles.set(`model ${name} ${detail}`, new AppError({ code: 'CONFLICT', what: 'model', name, reason: 'state', detail }))
  for (const { subject, providerId } of pools.values()) {
    if (!providers.has(providerId)) inUse('provider', subject.slice(0, subject.indexOf('/')), `it has the pool ${subject}`)
  }
  const defaults = new Map<number, string>()
  const refs = new Set<string>()
  for (const { ref, providerId, poolId, isDefault, status, fallbackModelId } of models.values()) {
    refs.add(ref)
    if (!providers.has(providerId)) inUse('provider', ref.slice(0, ref.indexOf('/')), `it has the model ${ref}`)
    if (pools.get(poolId)?.providerId !== providerId) inUse('pool', ref, 'a model is in a pool of its own provider, which is there')
    if (fallbackModelId !== null && !models.has(fallbackModelId)) inUse('model', named(fallbackModelId), `${ref} falls back to it`)
    if (!isDefault) continue
    if (status === 'deprecated') state(ref, 'it is deprecated')
    const other = defaults.get(providerId)
    if (other !== undefined) state(ref, `${other} is the default of its provider`)
    defaults.set(providerId, ref)
  }
  for (const key of ['scenarioExpansionModel', 'judgeModel'] as const) {
    const ref = settings[key]
    if (ref !== null && !refs.has(ref)) inUse('model', ref, `the setting ${key} names it`)
  }
  const keys = new Set([...providers.values()].map(({ subject }) => subject))
  for (const key of Object.keys(settings.providerDayBudgetsUsd)) {
    if (!keys.has(key)) inUse('provider', key, 'the setting providerDayBudgetsUsd names it')
  }
  return troubles
}
