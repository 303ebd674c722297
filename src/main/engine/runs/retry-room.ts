import type { Job } from './job.ts'
import type { PoolQueue } from './pool-queue.ts'

/** A failure is tried again: unlike a refusal, it counts against the pool's budget of retries. */
export function isRetry({ waitCause }: Job): boolean {
  return waitCause === 'retry_backoff' || waitCause === 'retry_budget'
}

/** When a job whose pause is over may go into line, which takes it from the budget if that is now. Monotonic. */
export function takeRetryRoom({ gate }: PoolQueue, job: Job, nowMs: number): number {
  if (!isRetry(job)) return nowMs
  const atMs = gate.retries.roomAtMs(nowMs)
  if (atMs <= nowMs) gate.retries.retried(nowMs)
  return atMs
}
