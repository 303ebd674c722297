import { setTimeout as timeout } from 'node:timers/promises'
import type { EpochMs, MonotonicMs } from '#contract/units'
import type { Clock } from '#engine/ports'

/** Node fires a longer timer at once. */
const maxTimerMs = 2 ** 31 - 1

/** The machine's time. A sleep longer than a timer can hold is slept in parts; its timers keep the process alive. */
export const systemClock: Clock = {
  nowMs: () => Date.now() as EpochMs,
  monotonicMs: () => performance.now() as MonotonicMs,
  async sleep(ms, signal) {
    const endMs = performance.now() + ms
    do await sleepPart(Math.min(Math.max(0, Math.ceil(endMs - performance.now())), maxTimerMs), signal)
    while (performance.now() < endMs)
  },
}

/** Rejects with the signal's own reason, where Node would wrap it in an AbortError. */
async function sleepPart(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await timeout(ms, undefined, signal === undefined ? {} : { signal })
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  }
}
