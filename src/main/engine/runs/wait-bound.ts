import type { CallCode } from '#contract/calls'
import type { Job } from './job.ts'
import type { Denial, Now, PoolGate } from './pool-gate.ts'

/** The code that a job ends with when its owner's `maxWaitMs` does not last until the pool opens; undefined: for such a reason everyone waits. */
export function codeOfImpatience({ cause, atMs }: Denial): CallCode | undefined {
  if (cause === 'breaker_held') return 'CIRCUIT_OPEN'
  if (atMs === undefined) return undefined
  if (cause === 'parked' || cause === 'opening') return 'RATE_LIMITED'
  if (cause === 'breaker') return 'CIRCUIT_OPEN'
  if (cause === 'provider_day_budget') return 'BUDGET_EXCEEDED'
  return cause === 'requests_per_day' ? 'DAILY_QUOTA' : undefined
}

/** A refused job has waited since the first refusal in a row, any other since it was ready and the pool, or a breaker, would not have it. What a person holds has no end. */
export function isWaitTooLong(gate: PoolGate, job: Job, denial: Denial, now: Now): boolean {
  const { maxWaitMs } = job.lane.owner
  if (maxWaitMs === null) return false
  if (denial.cause === 'breaker_held') return true
  if (denial.atMs === undefined) return false
  const closedSinceMs = denial.sinceMs ?? gate.blockedSinceMs ?? now.monotonicMs
  const waitedMs = job.waitSinceMs === null ? now.monotonicMs - Math.max(job.readySinceMs, closedSinceMs) : now.epochMs - job.waitSinceMs
  return waitedMs + (denial.atMs - now.monotonicMs) > maxWaitMs
}
