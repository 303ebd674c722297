import type { Period } from '#engine/resilience'
import type { Denial, Now } from './pool-gate.ts'

/** A budget of a day or a month, and how much of it is used. Nano-USD. */
export interface SpendBound {
  readonly scope: 'day' | 'month'
  /** A provider's key; null: all of the workspace. */
  readonly provider: string | null
  readonly limitNanoUsd: number
  readonly period: Period
  /** Known costs, and the uppers of calls whose cost is not known. */
  spentNanoUsd: number
  /** Set aside for calls that are not settled. */
  reservedNanoUsd: number
}

export function leftOf({ limitNanoUsd, spentNanoUsd, reservedNanoUsd }: SpendBound): number {
  return limitNanoUsd - spentNanoUsd - reservedNanoUsd
}

/**
 * Why a call of this bound does not leave now; undefined: it may. What calls in flight may give back is waited for; a day that is used up, until the next;
 * a month that is, and a day's budget that this call alone is above, for a person.
 */
export function askBound(bound: SpendBound, nanoUsd: number, now: Now): Denial | undefined {
  if (nanoUsd <= leftOf(bound)) return undefined
  if (nanoUsd <= bound.limitNanoUsd - bound.spentNanoUsd) return { cause: 'budget_reserved' }
  if (bound.scope === 'month') return { cause: 'month_budget' }
  if (nanoUsd > bound.limitNanoUsd) return { cause: 'budget' }
  return { cause: 'provider_day_budget', atMs: now.monotonicMs + (bound.period.untilMs - now.epochMs) }
}
