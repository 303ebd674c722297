import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { RunId } from '#contract/ids'
import type { RunProgress, RunSummary } from '#contract/runs'
import { useApi } from '#renderer/transport'

/** A run as the database has it, and as it is now. A run that rests has told its last state: it is listened to again when it is another than that. */
export function useRun(run: RunId) {
  const api = useApi()
  const summary = useQuery(api.runs.get.queryOptions({ input: { run } }))
  const progress = useQuery(api.runs.watch.experimental_liveOptions({ input: { run } }))
  const { refetch } = progress
  const isOutdated =
    progress.fetchStatus === 'idle' && summary.dataUpdatedAt > progress.dataUpdatedAt && isOther(summary.data, progress.data)
  useEffect(() => {
    if (isOutdated) void refetch()
  }, [isOutdated, refetch])
  return { summary, progress: progress.data ?? (summary.data === undefined ? undefined : progressOf(summary.data)) }
}

export function isGoing(status: RunProgress['status']): boolean {
  return status === 'queued' || status === 'running' || status === 'draining'
}

function isOther(summary: RunSummary | undefined, progress: RunProgress | undefined): boolean {
  if (summary === undefined || progress === undefined) return false
  return isGoing(summary.status) || summary.status !== progress.status || summary.counts.attempts !== progress.counts.attempts
}

/** What a summary says of how it goes, until the run itself has told. */
function progressOf({ id, status, pauseReason, counts, cost }: RunSummary): RunProgress {
  return { seq: 0, id, status, pauseReason, counts, cost, callsPerProbe: null, elapsedMs: 0, etaMs: null, waits: [], alerts: [] }
}
