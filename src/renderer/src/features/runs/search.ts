import type { RunStatus } from '#contract/runs'

/** What of the runs is shown, as their address says it. */
export interface RunsSearch {
  readonly status?: RunStatus
  readonly find?: string
}

export const runStatuses: readonly RunStatus[] = ['running', 'paused', 'draining', 'queued', 'finished', 'cancelled']

/** What an address says that makes no sense is passed over. */
export function readRunsSearch(search: Readonly<Record<string, unknown>>): RunsSearch {
  const status = runStatuses.find((one) => one === search['status'])
  const find = typeof search['find'] === 'string' ? search['find'].trim().slice(0, 200) : ''
  return { ...(status === undefined ? {} : { status }), ...(find === '' ? {} : { find }) }
}
