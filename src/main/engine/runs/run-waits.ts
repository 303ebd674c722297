import type { WaitCause } from '#contract/calls'
import type { RunProgress } from '#contract/runs'
import type { EpochMs } from '#contract/units'
import type { Lane } from './job.ts'

type Wait = RunProgress['waits'][number]

/** What the scheduler knows of a run's waits. Instants are of the wall clock. */
export interface WaitView {
  /** Those between two tries, by cause: how many, and when the next one is due. */
  readonly delayed: readonly { readonly cause: WaitCause; readonly probes: number; readonly untilMs: EpochMs | null }[]
  readonly blockedUntilMs: (lane: Lane) => EpochMs | null
}

/** Only a person ends these. */
const personal: readonly WaitCause[] = ['stopped', 'no_credential', 'provider_disabled', 'budget', 'month_budget', 'breaker_held']

export function isPersonal(cause: WaitCause | null): boolean {
  return cause !== null && personal.includes(cause)
}

/** What is left of a budget is too little for this call, and no call in flight will change that: a smaller one may go. */
export function isOfBudget(cause: WaitCause): boolean {
  return cause === 'budget' || cause === 'month_budget' || cause === 'provider_day_budget'
}

/** Why probes in memory wait now, most first; what only waits for its turn is said too. */
export function waitsOf(lanes: readonly (Lane & { readonly inLine: number })[], view: WaitView): Wait[] {
  const waits: Wait[] = []
  for (const lane of lanes) {
    if (lane.blockedBy === null || lane.inLine === 0) continue
    waits.push({ cause: lane.blockedBy, probes: lane.inLine, untilMs: view.blockedUntilMs(lane), service: lane.model.ref })
  }
  for (const delayed of view.delayed) waits.push({ ...delayed, service: '' })
  return waits.sort((left, right) => right.probes - left.probes)
}

/** What a run says that waits for the month to end, or for a person. */
export const monthIsUsedUp = { code: 'BUDGET_EXCEEDED', service: 'workspace', message: 'the budget of the month is used up' }
