import type { CallScope, OutputKind } from '#contract/call-scope'
import type { AttemptKind, CallCode, CallMethod, CostState } from '#contract/calls'
import { costStates } from '#contract/cost-words'
import type { ModelRef, ProviderKey, RunId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { readInstant } from './instants.ts'
import { joinValues, splitValues } from './value-lists.ts'

/**
 * Which calls, as an address says it. Several values of one name are parted by commas. `last`: what started in the span before now; else `from` (included) and `to`
 * (not included): instants in UTC.
 */
export interface ScopeSearch {
  readonly last?: Span
  readonly from?: string
  readonly to?: string
  readonly service?: string
  readonly provider?: string
  readonly model?: string
  readonly served?: string
  readonly run?: string
  readonly method?: string
  readonly user?: string
  readonly decision?: string
  readonly kind?: string
  readonly code?: string
  readonly cost?: string
}

/** Names of a scope that hold values. */
export type ScopeName = Exclude<keyof ScopeSearch, 'last' | 'from' | 'to'>
export type Span = keyof typeof spans

/** Milliseconds of the spans that an address can name. */
export const spans = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000, '90d': 7_776_000_000 } as const
export const spanWords: Readonly<Record<Span, string>> = {
  '1h': 'last hour',
  '24h': 'last 24 hours',
  '7d': 'last 7 days',
  '30d': 'last 30 days',
  '90d': 'last 90 days',
}

/** Every name of each, so that a new one in the contract does not compile until it stands here. */
const methods: Readonly<Record<CallMethod, true>> = { probe: true, expand: true, judge: true, verify: true }
const kinds: Readonly<Record<AttemptKind, true>> = { first: true, retry: true, fallback: true }
const decisions: Readonly<Record<OutputKind, true>> = { text: true, object: true }
const codes: Readonly<Record<CallCode, true>> = {
  ...{ RATE_LIMITED: true, DAILY_QUOTA: true, OUT_OF_CREDIT: true, AUTH: true, PERMISSION_DENIED: true, OVERLOADED: true },
  ...{ SERVER_ERROR: true, TIMEOUT: true, NETWORK: true, INVALID_RESPONSE: true, BAD_REQUEST: true, CONTEXT_TOO_LONG: true },
  ...{ MODEL_NOT_FOUND: true, CONTENT_FILTERED: true, CIRCUIT_OPEN: true, BUDGET_EXCEEDED: true, CANCELLED: true },
  ...{ INTERRUPTED: true, MODEL_UNAVAILABLE: true },
}
export const callMethods = Object.keys(methods) as readonly CallMethod[]
export const attemptKinds = Object.keys(kinds) as readonly AttemptKind[]
export const outputKinds = Object.keys(decisions) as readonly OutputKind[]
export const callCodes = Object.keys(codes) as readonly CallCode[]

const providerKey = /^[a-z0-9][a-z0-9._-]{0,62}$/
const modelRef = /^[a-z0-9][a-z0-9._-]{0,62}\/\S{1,236}$/
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** Whether a value can be one of that name: the catalog's and the runs' are the engine's to know. */
const canBe: Readonly<Record<ScopeName, (value: string) => boolean>> = {
  service: (value) => providerKey.test(value) || modelRef.test(value),
  provider: (value) => providerKey.test(value),
  model: (value) => modelRef.test(value),
  served: (value) => modelRef.test(value),
  run: (value) => ulid.test(value),
  method: (value) => Object.hasOwn(methods, value),
  user: (value) => value.length <= 200,
  decision: (value) => Object.hasOwn(decisions, value),
  kind: (value) => Object.hasOwn(kinds, value),
  code: (value) => Object.hasOwn(codes, value),
  cost: (value) => costStates.some((state) => state === value),
}
export const scopeNames = Object.keys(canBe) as readonly ScopeName[]

/** Keeps of an address what names calls; what makes no sense is passed over. */
export function readScopeSearch(search: Readonly<Record<string, unknown>>): ScopeSearch {
  const last = (Object.keys(spans) as Span[]).find((span) => span === search['last'])
  const [from, to] = last === undefined ? [readInstant(search['from']), readInstant(search['to'])] : []
  return {
    ...(last === undefined ? {} : { last }),
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
    ...Object.fromEntries(
      scopeNames.flatMap((name) => {
        const values = splitValues(search[name]).filter(canBe[name])
        return values.length === 0 ? [] : [[name, joinValues(values)]]
      }),
    ),
  }
}

/** What is asked for by an address. Units: `nowMs`, by which `last` is told. */
export function scopeOf(search: ScopeSearch, nowMs: number): CallScope {
  const { last } = search
  const [from, to] = last === undefined ? [readInstant(search.from), readInstant(search.to)] : [nowMs - spans[last], undefined]
  const lists: CallScope = {
    ...valuesAs<'service', ModelRef | ProviderKey>('service', search.service),
    ...valuesAs<'provider', ProviderKey>('provider', search.provider),
    ...valuesAs<'model', ModelRef>('model', search.model),
    ...valuesAs<'servedModel', ModelRef>('servedModel', search.served),
    ...valuesAs<'run', RunId>('run', search.run),
    ...valuesAs<'method', CallMethod>('method', search.method),
    ...valuesAs<'user', string>('user', search.user),
    ...valuesAs<'decision', OutputKind>('decision', search.decision),
    ...valuesAs<'kind', AttemptKind>('kind', search.kind),
    ...valuesAs<'code', CallCode>('code', search.code),
    ...valuesAs<'costState', CostState>('costState', search.cost),
  }
  return {
    ...(from === undefined ? {} : { fromMs: from as EpochMs }),
    ...(to === undefined ? {} : { toMs: to as EpochMs }),
    ...lists,
  }
}

/** What is in the address has been checked when it was read. */
function valuesAs<Name extends string, Value extends string>(name: Name, list: string | undefined): { [Key in Name]?: Value[] } {
  const values = splitValues(list)
  return values.length === 0 ? {} : ({ [name]: values } as { [Key in Name]?: Value[] })
}
