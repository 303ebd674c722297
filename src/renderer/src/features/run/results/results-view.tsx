import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import type { ModelOutcome } from '#contract/outcomes'
import type { RunProgress, RunSummary } from '#contract/runs'
import { counted, formatCount } from '#renderer/lib'
import { DataTable, EmptyState, Loaded, LoadingState, Section, Spend, useSortedRows } from '#renderer/ui'
import { CheckButton } from '../checking/check-button.tsx'
import { Embedded } from '../overview/embedded.tsx'
import { ProbesView } from '../probes/probes-view.tsx'
import { Failures } from './failures.tsx'
import { NoChecks } from './no-checks.tsx'
import { outcomeColumns } from './outcome-columns.tsx'
import classes from './results.module.css'
import { type Output, useOverview } from './use-overview.ts'
import { Warnings } from './warnings.tsx'

/** How the models did: passes with their intervals, what they cost and took, what failed and what to mind; and the probes behind it, all under the same filters. */
export function ResultsView({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const query = useOverview(summary.id)
  return (
    <ProbesView
      summary={summary}
      progress={progress}
      labels={query.data?.labels}
      above={
        <div className={classes['results']}>
          <Loaded query={query} loading={<LoadingState rows={summary.models.length + 6} />}>
            {(overview) => <Overview summary={summary} progress={progress} overview={overview} />}
          </Loaded>
        </div>
      }
    />
  )
}

function Overview({
  summary,
  progress,
  overview,
}: {
  readonly summary: RunSummary
  readonly progress: RunProgress
  readonly overview: Output
}) {
  const hasChecks = summary.checks !== null
  return (
    <>
      <Models
        models={overview.models}
        hasChecks={hasChecks}
        aside={hasChecks ? <Aside summary={summary} progress={progress} overview={overview} /> : null}
      />
      {hasChecks ? null : <NoChecks summary={summary} progress={progress} />}
      <Warnings warnings={hasChecks ? overview.warnings : overview.warnings.filter(({ code }) => code !== 'unchecked')} />
      <Failures overview={overview} hasChecks={hasChecks} />
    </>
  )
}

/** How far the checking is, and what its judge cost. */
function Aside({
  summary,
  progress,
  overview: { counts, judge },
}: {
  readonly summary: RunSummary
  readonly progress: RunProgress
  readonly overview: Output
}) {
  return (
    <>
      {counts.pending === 0 ? null : <span role="status">{counted(counts.pending, 'answer')} still to be checked</span>}
      {judge.calls === 0 ? null : (
        <span>
          judged in {counted(judge.calls, 'call')} for <Spend total={judge.cost} />, which is in no figure here
        </span>
      )}
      <CheckButton summary={summary} progress={progress} />
    </>
  )
}

function Models({
  models,
  hasChecks,
  aside,
}: {
  readonly models: readonly ModelOutcome[]
  readonly hasChecks: boolean
  readonly aside: ReactNode
}) {
  const navigate = useNavigate({ from: '/runs/$run' })
  const columns = useMemo(() => outcomeColumns(hasChecks), [hasChecks])
  const rows = useSortedRows(models, columns)
  return (
    <Section title={models.length === 1 ? 'The model' : `${formatCount(models.length)} models`} aside={aside}>
      <Embedded rows={models.length}>
        <DataTable
          label="Outcomes by model"
          columns={columns}
          rowKey={({ model }) => model}
          onOpen={({ model }) =>
            void navigate({
              search: ({ model: chosen, ...search }) => (chosen === model ? search : { ...search, model }),
              replace: true,
            })
          }
          empty={<EmptyState title="No model has results under these filters" />}
          {...rows}
        />
      </Embedded>
    </Section>
  )
}
