import type { Clock } from '#engine'

export interface IdleFacts {
  readonly clock: Clock
  readonly idleMs: number
  readonly isBusy: () => Promise<boolean>
  readonly signal: AbortSignal
}

/** How often it is looked at, at most. */
const mostMs = 5000

/** Resolves when nothing was going on for `idleMs`. Rejects with the signal. */
export async function untilIdle({ clock, idleMs, isBusy, signal }: IdleFacts): Promise<void> {
  for (let sinceMs = clock.monotonicMs(); clock.monotonicMs() - sinceMs < idleMs; ) {
    await clock.sleep(Math.min(mostMs, idleMs), signal)
    if (await isBusy()) sinceMs = clock.monotonicMs()
  }
}
