import type { AttemptState, WaitCause } from '#contract/calls'
import type { EventKind } from '#contract/events'
import type { LedgerKind } from '#contract/ledger'
import { joinValues, splitValues } from '#renderer/lib'

/** Every name of each, so that a new one in the contract does not compile until it stands here. */
const entries: Readonly<Record<LedgerKind, true>> = { call: true, event: true, audit: true }
const events: Readonly<Record<EventKind, true>> = {
  ...{ alert: true, breaker: true, park: true, limit: true, fallback: true, budget: true, retry_now: true, run: true, calendar: true },
}
const states: Readonly<Record<Exclude<AttemptState, 'started'>, true>> = {
  answered: true,
  failed: true,
  cancelled: true,
  interrupted: true,
}
const waits: Readonly<Record<WaitCause, true>> = {
  ...{ run_paused: true, provider_disabled: true, no_credential: true, stopped: true, parked: true, trial: true, opening: true },
  ...{ pool_slots: true, provider_slots: true, run_slots: true, spacing: true, requests_per_minute: true, tokens_per_minute: true },
  ...{ input_tokens_per_minute: true, output_tokens_per_minute: true, requests_per_day: true, budget: true, budget_reserved: true },
  ...{ provider_day_budget: true, month_budget: true, retry_backoff: true, retry_budget: true, breaker: true, breaker_held: true },
  storage: true,
}
export const entryKinds = Object.keys(entries) as readonly LedgerKind[]
export const eventKinds = Object.keys(events) as readonly EventKind[]
export const endStates = Object.keys(states) as readonly Exclude<AttemptState, 'started'>[]
export const waitCauses = Object.keys(waits) as readonly WaitCause[]

const canBe = {
  entry: (value: string) => Object.hasOwn(entries, value),
  event: (value: string) => Object.hasOwn(events, value),
  state: (value: string) => Object.hasOwn(states, value),
  wait: (value: string) => Object.hasOwn(waits, value),
  http: (value: string) => /^[1-5]\d\d$/.test(value),
} as const
export type NamedFilter = keyof typeof canBe

/** Of an address, the lists that only the ledger has; values that are none are passed over. */
export function readNames(search: Readonly<Record<string, unknown>>): { readonly [Name in NamedFilter]?: string } {
  return Object.fromEntries(
    Object.entries(canBe).flatMap(([name, isOne]) => {
      const values = splitValues(search[name]).filter(isOne)
      return values.length === 0 ? [] : [[name, joinValues(values)]]
    }),
  )
}
