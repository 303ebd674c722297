import { useQuery } from '@tanstack/react-query'
import type { RunId } from '#contract/ids'
import { type Client, useApi } from '#renderer/transport'
import { useProbeQuery } from '../probes/use-probe-query.ts'

export type Output = Awaited<ReturnType<Client['outcomes']['overview']>>

/** The results under the filters of the address; those of the last filter stay until the next are here. */
export function useOverview(run: RunId) {
  const { filter } = useProbeQuery()
  return useQuery(useApi().outcomes.overview.queryOptions({ input: { run, filter }, placeholderData: (previous) => previous }))
}
