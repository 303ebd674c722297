import type { ChangeCounts } from '#contract/changes'
import type { Clock } from '#engine/ports'
import type { WorkspaceChanges } from './workspace-changes.ts'

/** What belongs together is told together, and what was written is in memory too by then. */
const gatherMs = 20
/** How often a watcher hears of changes at most, … */
const leastMs = 100
/** … and how often of those that nobody is told of. */
const lookMs = 1000

/** The counts now, and whenever they are others; every wait ends with the signal. A reader that is slow misses counts, never the last ones. */
export async function* watchChanges(changes: WorkspaceChanges, clock: Clock, signal: AbortSignal): AsyncGenerator<ChangeCounts> {
  for (;;) {
    const counts = changes.counts()
    const told = new AbortController()
    const stop = changes.listen(() => told.abort())
    try {
      yield counts
      await clock.sleep(leastMs - gatherMs, signal)
      do await sleepUntilTold(lookMs, told.signal, clock, signal)
      while (changes.seq === counts.seq)
      await clock.sleep(gatherMs, signal)
    } finally {
      stop()
    }
  }
}

async function sleepUntilTold(ms: number, told: AbortSignal, clock: Clock, signal: AbortSignal): Promise<void> {
  await clock.sleep(ms, AbortSignal.any([signal, told])).catch((error: unknown) => {
    if (signal.aborted) throw error
  })
}
