import type { CallCode } from '#contract/calls'
import type { Job } from './job.ts'
import type { Denial, Now } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'

/**
 * The code a job ends with because its owner's `maxWaitMs` would pass before the pool opens; undefined: it waits.
 * A refused job has waited since the first refusal in a row, any other since it was ready and the pool refused.
 */
export function endOfPatience(queue: PoolQueue, job: Job, denial: Denial, now: Now): CallCode | undefined {
  const { maxWaitMs } = job.lane.owner
  const code = codeOf(denial)
  if (maxWaitMs === null || denial.atMs === undefined || code === undefined) return undefined
  const waitedMs =
    job.waitSinceMs === null
      ? now.monotonicMs - Math.max(job.readySinceMs, queue.gate.blockedSinceMs ?? now.monotonicMs)
      : now.epochMs - job.waitSinceMs
  return waitedMs + (denial.atMs - now.monotonicMs) > maxWaitMs ? code : undefined
}

function codeOf({ cause }: Denial): CallCode | undefined {
  if (cause === 'parked') return 'RATE_LIMITED'
  return cause === 'requests_per_day' ? 'DAILY_QUOTA' : undefined
}
