import type { Clock } from '#engine/ports'

/** Until then, or until so long has passed; the timer ends with either. Rejects with the signal. */
export async function within(ms: number, change: Promise<void>, clock: Pick<Clock, 'sleep'>, signal: AbortSignal): Promise<void> {
  const timer = new AbortController()
  const ended = AbortSignal.any([signal, timer.signal])
  try {
    await Promise.race([change, clock.sleep(ms, ended)])
  } finally {
    timer.abort()
  }
}
