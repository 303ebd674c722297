import type { RunSummary } from '#contract/runs'

/** Nothing more will come of a run. */
export function isOver({ status }: Pick<RunSummary, 'status'>): boolean {
  return status === 'finished' || status === 'cancelled'
}
