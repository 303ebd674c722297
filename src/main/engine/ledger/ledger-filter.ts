import type { CallScope } from '#contract/call-scope'
import type { AttemptState } from '#contract/calls'
import type { LedgerFilter } from '#contract/ledger'
import type { CallFilter, LedgerRowFilter } from '#engine/storage'

type Asked<Value> = Value | readonly Value[] | undefined

/** What only a call has: to ask for it leaves events and audit entries out. */
const ofCallsAlone = [
  ...(['service', 'provider', 'model', 'servedModel', 'method', 'decision', 'kind', 'code', 'costState'] as const),
  ...(['isAnswered', 'state', 'httpStatus', 'waitCause', 'minDurationMs', 'maxDurationMs', 'minCostNanoUsd', 'maxCostNanoUsd'] as const),
]

const unanswered: readonly AttemptState[] = ['failed', 'cancelled', 'interrupted']

/** A filter as the database is asked for it; null: entries of that kind are none of it. */
export function rowFilterOf(filter: LedgerFilter): LedgerRowFilter {
  const entries = listOf(filter.entry) ?? ['call', 'event', 'audit']
  const isOfCalls = ofCallsAlone.some((key) => filter[key] !== undefined)
  const time = { fromMs: filter.fromMs, toMs: filter.toMs }
  const [kinds, runs, users] = [listOf(filter.eventKind), listOf(filter.run), listOf(filter.user)]
  return {
    calls: entries.includes('call') && kinds === undefined ? callFilterOf(filter) : null,
    events: entries.includes('event') && !isOfCalls && users === undefined ? { ...time, kinds, runs } : null,
    audits: entries.includes('audit') && !isOfCalls && kinds === undefined && runs === undefined ? { ...time, users } : null,
  }
}

/** What is asked of calls. */
export function callFilterOf(filter: CallScope & Partial<Omit<LedgerFilter, keyof CallScope>>): CallFilter {
  return {
    fromMs: filter.fromMs,
    toMs: filter.toMs,
    services: listOf(filter.service),
    providers: listOf(filter.provider),
    requestModels: listOf(filter.model),
    servedModels: listOf(filter.servedModel),
    runs: listOf(filter.run),
    methods: listOf(filter.method),
    users: listOf(filter.user),
    outputKinds: listOf(filter.decision),
    kinds: listOf(filter.kind),
    codes: listOf(filter.code),
    costStates: listOf(filter.costState),
    states: statesOf(listOf(filter.state), filter.isAnswered),
    httpStatuses: listOf(filter.httpStatus),
    waitCauses: listOf(filter.waitCause),
    minDurationMs: filter.minDurationMs,
    maxDurationMs: filter.maxDurationMs,
    minCostNanoUsd: filter.minCostNanoUsd,
    maxCostNanoUsd: filter.maxCostNanoUsd,
  }
}

function statesOf(states: readonly AttemptState[] | undefined, isAnswered: boolean | undefined): readonly AttemptState[] | undefined {
  if (isAnswered === undefined) return states
  const meant: readonly AttemptState[] = isAnswered ? ['answered'] : unanswered
  return states === undefined ? meant : states.filter((state) => meant.includes(state))
}

function listOf<Value extends string | number>(asked: Asked<Value>): readonly Value[] | undefined {
  return asked === undefined ? undefined : typeof asked === 'object' ? asked : [asked]
}
