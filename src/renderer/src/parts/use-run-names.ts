import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RunId } from '#contract/ids'
import { useApi } from '#renderer/transport'

/** More are not asked for at once: their ids stand for them. */
const mostAsked = 60

/** What runs are called, by id; the end of the id where that is not known. */
export function useRunNames(runs: readonly string[]): (run: string) => string {
  const api = useApi()
  const asked = [...new Set(runs)].slice(0, mostAsked)
  const names = useQueries({
    queries: asked.map((run) => ({
      ...api.runs.get.queryOptions({ input: { run: run as RunId } }),
      select: ({ name }: { readonly name: string }) => name,
    })),
    combine: (results) => JSON.stringify(results.map(({ data }) => data ?? null)),
  })
  const told = JSON.stringify(asked)
  return useMemo(() => {
    const [ids, found]: [string[], (string | null)[]] = [JSON.parse(told), JSON.parse(names)]
    const known = new Map(ids.flatMap((id, index) => (typeof found[index] === 'string' ? [[id, found[index]]] : [])))
    return (run) => known.get(run) ?? `run …${run.slice(-6)}`
  }, [told, names])
}
