import type { Job } from './job.ts'

/** A failure is tried again: unlike a refusal, it counts against the pool's budget of retries. */
export function isRetry({ waitCause }: Job): boolean {
  return waitCause === 'retry_backoff' || waitCause === 'retry_budget'
}
