import type { CallScope } from '#contract/call-scope'
import type { Catalog } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { ScopeFilter, Storage } from '#engine/storage'

export interface ScopePorts {
  readonly catalog: Catalog
  readonly storage: Pick<Storage, 'read'>
}

/**
 * A scope as storage asks for it. What was removed since is there and has no calls, for nothing that was ever asked can be removed.
 * Throws NOT_FOUND for a provider, model or run that never was, and INVALID_INPUT for a range that ends before it begins.
 */
export async function scopeFilterOf(scope: CallScope, ports: ScopePorts): Promise<ScopeFilter> {
  const { fromMs, toMs } = scope
  if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs)
    throw new AppError({ code: 'INVALID_INPUT', issues: [{ path: 'toMs', message: 'the range ends before it begins' }] })
  const { catalog } = ports
  const runIds = await namedRuns(scope, ports)
  const modelsOf = (names: readonly string[]) => names.flatMap((name) => catalog.findModel(name)?.id ?? [])
  const served = [
    listOf(scope.service)?.flatMap((name) => (name.includes('/') ? modelsOf([name]) : modelsOfProviders([name], catalog))),
    optional(listOf(scope.provider), (keys) => modelsOfProviders(keys, catalog)),
    optional(listOf(scope.servedModel), modelsOf),
  ]
  return {
    ...{ fromMs, toMs, runIds },
    servedModelIds: inAll(served.filter((ids) => ids !== undefined)),
    requestModelIds: optional(listOf(scope.model), modelsOf),
    methods: listOf(scope.method),
    users: listOf(scope.user),
    decisions: listOf(scope.decision),
    kinds: listOf(scope.kind),
    codes: listOf(scope.code),
    costStates: listOf(scope.costState),
  }
}

/** Looks up what the catalog does not know; answers with the keys of the runs. */
async function namedRuns(scope: CallScope, { catalog, storage }: ScopePorts): Promise<readonly number[] | undefined> {
  const services = listOf(scope.service) ?? []
  const models = [...services.filter((name) => name.includes('/')), ...(listOf(scope.model) ?? []), ...(listOf(scope.servedModel) ?? [])]
  const providers = [...services.filter((name) => !name.includes('/')), ...(listOf(scope.provider) ?? [])]
  const runs = listOf(scope.run)
  const missing = {
    models: models.filter((ref) => catalog.findModel(ref) === undefined),
    providers: providers.filter((key) => catalog.findProvider(key) === undefined),
    runs: runs ?? [],
  }
  if (Object.values(missing).every((names) => names.length === 0)) return undefined
  const found = await storage.read('everNamed', missing)
  for (const ref of missing.models) if (!found.models.includes(ref)) catalog.getModel(ref)
  for (const key of missing.providers) if (!found.providers.includes(key)) catalog.getProvider(key)
  return runs?.map((ulid) => {
    const run = found.runs.find((row) => row.ulid === ulid)
    if (run === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: ulid })
    return run.id
  })
}

function modelsOfProviders(keys: readonly string[], catalog: Catalog): number[] {
  const ids = new Set(keys.flatMap((key) => catalog.findProvider(key)?.id ?? []))
  return [...catalog.models()].filter((model) => ids.has(model.providerId)).map((model) => model.id)
}

/** What is in each of the lists; undefined when there is none. */
function inAll(lists: readonly (readonly number[])[]): readonly number[] | undefined {
  const [first, ...others] = lists
  return first?.filter((id) => others.every((ids) => ids.includes(id)))
}

function listOf<Value extends string>(given: Value | readonly Value[] | undefined): readonly Value[] | undefined {
  return given === undefined || typeof given === 'object' ? given : [given]
}

function optional<Given, Made>(given: Given | undefined, make: (given: Given) => Made): Made | undefined {
  return given === undefined ? undefined : make(given)
}
