import type { ChangeTopic } from '#contract/changes'
import type { Clock } from '#engine/ports'
import type { WorkspaceChanges } from './workspace-changes.ts'

/** What belongs together is told together. */
const gatherMs = 100

/** Resolves a moment after a topic has been told more often than `count`; rejects with the signal. */
export async function untilTopic(
  changes: WorkspaceChanges,
  topic: ChangeTopic,
  count: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (signal.aborted) end(() => reject(signal.reason))
      else if (changes.counts().topics[topic] > count) end(resolve)
    }
    const stop = changes.listen(look)
    const end = (settle: () => void): void => {
      stop()
      signal.removeEventListener('abort', look)
      settle()
    }
    signal.addEventListener('abort', look)
    look()
  })
  await clock.sleep(gatherMs, signal)
}
