import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import type { RunId } from '#contract/ids'
import { isOver } from '#renderer/lib'
import { useConnection } from '#renderer/transport'
import { Loaded, Page, PageHeader } from '#renderer/ui'
import { useRunExport } from './export/use-run-export.tsx'
import { Notices } from './notices.tsx'
import { preloadResults } from './preload-run.ts'
import { RunFigures } from './run-figures.tsx'
import { RunHeader, toRuns } from './run-header.tsx'
import { useRun } from './use-run.ts'
import { Views } from './views.tsx'

export function RunPage() {
  const { run } = useParams({ from: '/runs/$run' })
  // The engine refuses what is no id of a run; the address is a person's to write.
  const { summary, progress } = useRun(run as RunId)
  const { menu, notice } = useRunExport(summary.data)
  useResultsAhead(run as RunId, summary.data !== undefined && isOver(summary.data))
  if (summary.data === undefined || progress === undefined)
    return (
      <Page header={<PageHeader title="Run" above={toRuns} facts={<code>{run}</code>} />}>
        <Loaded query={summary}>{() => null}</Loaded>
      </Page>
    )
  return (
    <Page isFixed header={<RunHeader summary={summary.data} progress={progress} exportMenu={menu} />}>
      {notice}
      <Notices summary={summary.data} progress={progress} />
      <RunFigures summary={summary.data} progress={progress} />
      <Views summary={summary.data} progress={progress} />
    </Page>
  )
}

/** What a run came to that ends while it is looked at is mostly looked at next. */
function useResultsAhead(run: RunId, hasEnded: boolean): void {
  const connection = useConnection()
  const search = useSearch({ from: '/runs/$run' })
  const ask = useEffectEvent((ended: RunId) => void preloadResults(connection, ended, search))
  useEffect(() => {
    if (hasEnded) ask(run)
  }, [run, hasEnded])
}
