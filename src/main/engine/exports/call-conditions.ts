import type { CallScope } from '#contract/call-scope'
import type { LedgerFilter } from '#contract/ledger'
import type { Catalog } from '#engine/catalog'
import type { CallConditions } from '#engine/storage'

/** What of a filter of the ledger is about calls. */
export type CallFilter = Omit<LedgerFilter, 'entry' | 'eventKind'>

/** A filter by names as conditions by ids. NOT_FOUND: a provider or model that there is not. */
export function callConditionsOf(filter: CallFilter, catalog: Catalog): CallConditions {
  return {
    ...{ fromMs: filter.fromMs, toMs: filter.toMs },
    servedModelIds: servedModelsOf(filter, catalog),
    requestModelIds: listOf(filter.model)?.map((ref) => catalog.getModel(ref).id),
    runUlids: listOf(filter.run),
    methods: listOf(filter.method),
    users: listOf(filter.user),
    decisions: listOf(filter.decision),
    kinds: listOf(filter.kind),
    codes: listOf(filter.code),
    costStates: listOf(filter.costState),
    states: listOf(filter.state),
    httpStatuses: listOf(filter.httpStatus),
    waitCauses: listOf(filter.waitCause),
    isAnswered: filter.isAnswered,
    ...{ minDurationMs: filter.minDurationMs, maxDurationMs: filter.maxDurationMs },
    ...{ minCostNanoUsd: filter.minCostNanoUsd, maxCostNanoUsd: filter.maxCostNanoUsd },
  }
}

/** Whom calls were sent to: every one that all of `service`, `provider` and `servedModel` allow; undefined: nobody asked. */
function servedModelsOf({ service, provider, servedModel }: CallScope, catalog: Catalog): readonly number[] | undefined {
  const allowed = [
    listOf(service)?.flatMap((name) => (name.includes('/') ? [catalog.getModel(name).id] : modelsOf(name, catalog))),
    listOf(provider)?.flatMap((key) => modelsOf(key, catalog)),
    listOf(servedModel)?.map((ref) => catalog.getModel(ref).id),
  ].filter((ids) => ids !== undefined)
  const [first, ...others] = allowed
  return first?.filter((id) => others.every((ids) => ids.includes(id)))
}

function modelsOf(providerKey: string, catalog: Catalog): number[] {
  const { id } = catalog.getProvider(providerKey)
  return [...catalog.models()].filter((model) => model.providerId === id).map((model) => model.id)
}

export function listOf<Value>(value: Value | readonly Value[] | undefined): readonly Value[] | undefined {
  if (value === undefined) return undefined
  return isList(value) ? value : [value]
}

function isList<Value>(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value)
}
