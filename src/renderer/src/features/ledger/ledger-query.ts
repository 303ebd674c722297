import type { AttemptState, WaitCause } from '#contract/calls'
import type { EventKind } from '#contract/events'
import type { LedgerFilter, LedgerKind } from '#contract/ledger'
import type { NanoUsd } from '#contract/units'
import { scopeOf, splitValues } from '#renderer/lib'
import type { LedgerSearch } from './search.ts'

/** What is asked for by an address. Units: `nowMs`, by which a span up to now is told. */
export function filterOf(search: LedgerSearch, nowMs: number): LedgerFilter {
  const entry = splitValues(search.entry) as LedgerKind[]
  const eventKind = splitValues(search.event) as EventKind[]
  return {
    ...callFilterOf(search, nowMs),
    ...(entry.length === 0 ? {} : { entry }),
    ...(eventKind.length === 0 ? {} : { eventKind }),
  }
}

/** The same of calls alone, as exports take it. */
export function callFilterOf(search: LedgerSearch, nowMs: number): Omit<LedgerFilter, 'entry' | 'eventKind'> {
  const { answered, minMs, maxMs, minUsd, maxUsd } = search
  const state = splitValues(search.state) as Exclude<AttemptState, 'started'>[]
  const httpStatus = splitValues(search.http).map(Number)
  const waitCause = splitValues(search.wait) as WaitCause[]
  return {
    ...scopeOf(search, nowMs),
    ...(answered === undefined ? {} : { isAnswered: answered === 'yes' }),
    ...(state.length === 0 ? {} : { state }),
    ...(httpStatus.length === 0 ? {} : { httpStatus }),
    ...(waitCause.length === 0 ? {} : { waitCause }),
    ...(minMs === undefined ? {} : { minDurationMs: minMs }),
    ...(maxMs === undefined ? {} : { maxDurationMs: maxMs }),
    ...(minUsd === undefined ? {} : { minCostNanoUsd: nanoOf(minUsd) }),
    ...(maxUsd === undefined ? {} : { maxCostNanoUsd: nanoOf(maxUsd) }),
  }
}

/** Whether calls are among what is shown. */
export function hasCalls(search: LedgerSearch): boolean {
  const kinds = splitValues(search.entry)
  return search.event === undefined && (kinds.length === 0 || kinds.includes('call'))
}

/** Whether anything is left out, but by a text. */
export function isFiltered(search: LedgerSearch): boolean {
  return Object.keys(filterOf(search, 0)).length > 0
}

function nanoOf(usd: number): NanoUsd {
  return Math.round(usd * 1e9) as NanoUsd
}
