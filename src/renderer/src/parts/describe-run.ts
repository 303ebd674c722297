import type { PauseReason, RunCounts, RunStatus } from '#contract/runs'
import { assertNever } from '#renderer/lib'
import type { Share, Tone } from '#renderer/ui'

/** A run's status in a word and a tone. */
export function describeStatus(status: RunStatus, pauseReason: PauseReason | null): { tone: Tone; word: string; isLive: boolean } {
  switch (status) {
    case 'queued':
      return { tone: 'waiting', word: 'Queued', isLive: false }
    case 'running':
      return { tone: 'going', word: 'Running', isLive: true }
    case 'draining':
      return { tone: 'going', word: 'Draining', isLive: true }
    case 'paused':
      return describePause(pauseReason)
    case 'finished':
      return { tone: 'good', word: 'Finished', isLive: false }
    case 'cancelled':
      return { tone: 'quiet', word: 'Cancelled', isLive: false }
    default:
      return assertNever(status)
  }
}

/** What has become of a run's probes, as shares of all. */
export function sharesOf(counts: RunCounts): Share[] {
  return [
    { tone: 'good', count: counts.succeeded, label: 'succeeded' },
    { tone: 'bad', count: counts.failed, label: 'failed' },
    { tone: 'doubt', count: counts.interrupted, label: 'interrupted' },
    { tone: 'quiet', count: counts.cancelled, label: 'cancelled' },
  ]
}

export function doneOf({ succeeded, failed, interrupted, cancelled }: RunCounts): number {
  return succeeded + failed + interrupted + cancelled
}

function describePause(reason: PauseReason | null): { tone: Tone; word: string; isLive: boolean } {
  switch (reason) {
    case 'crash':
      return { tone: 'doubt', word: 'Paused: engine ended', isLive: false }
    case 'budget':
      return { tone: 'waiting', word: 'Paused: budget', isLive: false }
    case 'decision':
      return { tone: 'waiting', word: 'Paused: decide', isLive: false }
    case 'person':
    case null:
      return { tone: 'waiting', word: 'Paused', isLive: false }
    default:
      return assertNever(reason)
  }
}
