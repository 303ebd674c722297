import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import type { RunProgress, RunSummary } from '#contract/runs'
import { formatCount } from '#renderer/lib'
import { passRateOf } from '#renderer/parts'
import { LoadingState, PageViews } from '#renderer/ui'
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
  const show = (name: RunView | 'overview') =>
    void navigate({ search: ({ view: _, ...search }) => (name === 'overview' ? search : { ...search, view: name }) })
  const titles = {
    overview: 'Overview',
    results: <Tallied title="Results" tally={summary.checks === null ? null : passRateOf(summary.checks)} />,
    prompts: 'Prompts',
    probes: <Tallied title="Probes" tally={formatCount(progress.counts.total)} />,
    waiting: <Tallied title="Waiting" tally={formatCount(waiting)} />,
    costs: 'Costs',
  }
  return (
    <>
      <PageViews label="Views of the run" titles={titles} value={view} onChange={show} scrolls={view === 'overview' || view === 'costs'}>
        <Suspense fallback={<LoadingState rows={14} />}>{viewOf(view, summary, progress)}</Suspense>
      </PageViews>
      {view === 'probes' || view === 'results' ? null : <TranscriptDrawer run={summary.id} />}
    </>
  )
}

function viewOf(view: RunView | 'overview', summary: RunSummary, progress: RunProgress): ReactNode {
  switch (view) {
    case 'overview':
      return <Overview summary={summary} progress={progress} />
    case 'results':
      return <ResultsView summary={summary} progress={progress} />
    case 'prompts':
      return <PromptsView summary={summary} />
    case 'probes':
      return <ProbesView summary={summary} progress={progress} />
    case 'waiting':
      return <WaitingView run={summary.id} isRunning={progress.status === 'running'} />
    case 'costs':
      return <CostsView summary={summary} />
  }
}

function Tallied({ title, tally }: { readonly title: string; readonly tally: ReactNode }) {
  return (
    <>
      {title}
      {tally === null ? null : <span className={classes['tally']}>{tally}</span>}
    </>
  )
}
