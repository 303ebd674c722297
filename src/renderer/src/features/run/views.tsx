import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { RunProgress, RunSummary } from '#contract/runs'
import { formatCount } from '#renderer/lib'
import { passRateOf } from '#renderer/parts'
import { LoadingState } from '#renderer/ui'
import { Overview } from './overview/overview.tsx'
import { ProbesView } from './probes/probes-view.tsx'
import classes from './run.module.css'
import type { RunView } from './search.ts'
import { TranscriptDrawer } from './transcript/transcript-drawer.tsx'
import { WaitingView } from './waiting/waiting-view.tsx'

/** What draws charts is loaded with the first of them. */
const CostsView = lazy(async () => ({ default: (await import('./costs/costs-view.tsx')).CostsView }))

/** Results and prompts are loaded when they are first looked at. */
const ResultsView = lazy(async () => ({ default: (await import('./results/results-view.tsx')).ResultsView }))
const PromptsView = lazy(async () => ({ default: (await import('./prompts/prompts-view.tsx')).PromptsView }))

/** The run from several sides, each with an address of its own. */
export function Views({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const { view = 'overview' } = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  const waiting = progress.waits.reduce((sum, { probes }) => sum + probes, 0)
  const show = (name: string | null) =>
    void navigate({ search: ({ view: _, ...search }) => (name === 'overview' ? search : { ...search, view: name as RunView }) })
  return (
    <Tabs value={view} onChange={show} color="var(--ink)" className={classes['views']}>
      <Tabs.List className={classes['tabs']} aria-label="Views of the run">
        <Tabs.Tab value="overview">Overview</Tabs.Tab>
        <Tabs.Tab value="results">
          Results{summary.checks === null ? null : <span className={classes['tally']}>{passRateOf(summary.checks)}</span>}
        </Tabs.Tab>
        <Tabs.Tab value="prompts">Prompts</Tabs.Tab>
        <Tabs.Tab value="probes">
          Probes<span className={classes['tally']}>{formatCount(progress.counts.total)}</span>
        </Tabs.Tab>
        <Tabs.Tab value="waiting">
          Waiting<span className={classes['tally']}>{formatCount(waiting)}</span>
        </Tabs.Tab>
        <Tabs.Tab value="costs">Costs</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="overview" className={classes['scroll']} tabIndex={0}>
        <Overview summary={summary} progress={progress} />
      </Tabs.Panel>
      <Tabs.Panel value="results" className={classes['view']}>
        <Suspense fallback={<LoadingState rows={14} />}>
          <ResultsView summary={summary} progress={progress} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="prompts" className={classes['view']}>
        <Suspense fallback={<LoadingState rows={14} />}>
          <PromptsView summary={summary} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="probes" className={classes['view']}>
        <ProbesView summary={summary} progress={progress} />
      </Tabs.Panel>
      <Tabs.Panel value="waiting" className={classes['view']}>
        <WaitingView run={summary.id} isRunning={progress.status === 'running'} />
      </Tabs.Panel>
      <Tabs.Panel value="costs" className={classes['scroll']} tabIndex={0}>
        <Suspense fallback={<LoadingState rows={8} />}>
          <CostsView summary={summary} />
        </Suspense>
      </Tabs.Panel>
      {view === 'probes' || view === 'results' ? null : <TranscriptDrawer run={summary.id} />}
    </Tabs>
  )
}
