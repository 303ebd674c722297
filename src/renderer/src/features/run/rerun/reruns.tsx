import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RunSummary } from '#contract/runs'
import { useApi } from '#renderer/transport'
import { rerunWords } from './rerun-words.ts'

/** More are told by the list of runs. */
const mostShown = 3

/** What this run repeats of another, and where it was itself repeated since, of the runs that are newest: with ways there, and to both side by side. */
export function Reruns({ summary: { id, rerunOf } }: { readonly summary: RunSummary }) {
  const { data } = useQuery({
    ...useApi().runs.list.queryOptions({ input: { limit: 100 } }),
    select: ({ items }) => items.filter((run) => run.rerunOf?.run === id),
  })
  const since = data ?? []
  return (
    <>
      {rerunOf === null ? null : (
        <span>
          sent again: {rerunWords[rerunOf.what]} of{' '}
          <Link to="/runs/$run" params={{ run: rerunOf.run }}>
            {rerunOf.name}
          </Link>{' '}
          (
          <Link to="/compare" search={{ a: rerunOf.run, b: id }}>
            compare
          </Link>
          )
        </span>
      )}
      {since.slice(0, mostShown).map((run) => (
        <span key={run.id}>
          {run.rerunOf === null ? '' : rerunWords[run.rerunOf.what]} sent again in{' '}
          <Link to="/runs/$run" params={{ run: run.id }}>
            {run.name}
          </Link>
        </span>
      ))}
    </>
  )
}
