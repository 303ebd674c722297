import type { CheckState } from '#contract/checks'
import type { Clock } from '#engine/ports'
import { within } from '#engine/runs'
import type { CheckService } from './check-service.ts'

export interface WatchChecksPorts {
  readonly clock: Clock
  readonly service: Pick<CheckService, 'isAtWork' | 'untilRest'>
  /** How the run's answers did; null: there is nothing to check. */
  readonly counts: () => Promise<CheckState['counts']>
  /** Whether answers may still come. */
  readonly isGoing: () => boolean
}

/** A run's verdicts are told so often at most. */
export const tellEveryMs = 200

/** How far the checking of a run is, at once and at most five times a second, until no answer comes any more and none waits for a verdict that this engine will give. */
export async function* watchChecks(
  { clock, service, counts, isGoing }: WatchChecksPorts,
  runId: number,
  signal: AbortSignal,
): AsyncGenerator<CheckState> {
  for (let seq = 1; ; seq += 1) {
    const mayCome = isGoing()
    const isAtWork = service.isAtWork(runId)
    const rest = service.untilRest(runId)
    const now = await counts()
    const isDone = !mayCome && (now?.pending === 0 || !isAtWork)
    yield { seq, counts: now, isDone }
    if (isDone) return
    await within(tellEveryMs, rest, clock, signal)
  }
}
