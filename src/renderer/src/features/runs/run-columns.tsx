import { Link } from '@tanstack/react-router'
import type { CheckCounts } from '#contract/checks'
import type { RunId } from '#contract/ids'
import { formatCount, formatRoughly, formatUsd } from '#renderer/lib'
import { describeStatus, doneOf, passRateOf, sharesOf } from '#renderer/parts'
import { type Column, Coverage, ProgressBar, Spend, StatusBadge, When } from '#renderer/ui'
import type { ListedRun } from './listed-run.ts'
import { RunMenu } from './run-menu.tsx'
import classes from './runs.module.css'

const plain: readonly Column<ListedRun>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 110,
    grow: 3,
    sortBy: ({ name }) => name,
    cell: ({ id, name }) => (
      <Link className={classes['name']} to="/runs/$run" params={{ run: id }}>
        {name}
      </Link>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 152,
    sortBy: ({ status }) => status,
    cell: ({ status, pauseReason }) => {
      const { tone, word, isLive } = describeStatus(status, pauseReason)
      return (
        <StatusBadge tone={tone} isLive={isLive}>
          {word}
        </StatusBadge>
      )
    },
  },
  {
    id: 'progress',
    header: 'Progress',
    width: 134,
    grow: 2,
    sortBy: ({ counts }) => (counts.total === 0 ? null : doneOf(counts) / counts.total),
    cell: (run) => <Progress run={run} />,
  },
  {
    id: 'spend',
    header: 'Spend',
    width: 130,
    align: 'end',
    sortBy: ({ cost }) => cost.nanoUsd,
    cell: ({ cost, budgetNanoUsd }) => (
      <span>
        <Spend total={cost} />
        {budgetNanoUsd === null ? null : <span className={classes['soft']}> of {formatUsd(budgetNanoUsd)}</span>}
      </span>
    ),
  },
  { id: 'coverage', header: 'Coverage', width: 92, align: 'end', cell: ({ cost }) => <Coverage coverage={cost.coverage} /> },
  {
    id: 'models',
    header: 'Models',
    width: 100,
    grow: 1,
    sortBy: ({ models }) => models.length,
    cell: ({ models }) => <Models refs={models} />,
  },
  {
    id: 'started',
    header: 'Started',
    width: 86,
    align: 'end',
    sortBy: ({ startedAtMs }) => startedAtMs,
    cell: ({ startedAtMs }) => <When atMs={startedAtMs} />,
  },
  { id: 'user', header: 'User', width: 72, sortBy: ({ user }) => user, cell: ({ user }) => user },
  { id: 'menu', header: 'More', width: 52, cell: (run) => <RunMenu run={run} /> },
]

const passed: Column<ListedRun> = {
  id: 'passed',
  header: 'Passed',
  width: 64,
  align: 'end',
  sortBy: ({ checks }) => (checks === null || checks.passed + checks.failed === 0 ? null : checks.passed / (checks.passed + checks.failed)),
  title: ({ checks }) => (checks === null ? 'Its batch has no checks' : sayChecks(checks)),
  cell: ({ id, checks }) => <Passed run={id} checks={checks} />,
}

/** With another column the others have less, so that all are still seen where the window is narrow. */
const narrower: Readonly<Record<string, number>> = { progress: 110, models: 82, started: 80, user: 56 }
const checked = plain.flatMap((column) => {
  const width = narrower[column.id] ?? column.width
  return column.id === 'coverage' ? [passed, column] : [{ ...column, width }]
})

/** `hasChecks`: with the share of answers that passed. */
export function runColumns(hasChecks: boolean): readonly Column<ListedRun>[] {
  return hasChecks ? checked : plain
}

/** The share of its answers that passed, which leads to the results. */
function Passed({ run, checks }: { readonly run: RunId; readonly checks: CheckCounts | null }) {
  if (checks === null) return <span className={classes['soft']}>–</span>
  return (
    <Link className={classes['name']} to="/runs/$run" params={{ run }} search={{ view: 'results' }}>
      {passRateOf(checks)}
    </Link>
  )
}

function sayChecks({ passed, failed, errors, pending }: CheckCounts): string {
  const parts = [
    `${formatCount(passed)} of ${formatCount(passed + failed)} answers passed`,
    ...(errors === 0 ? [] : [`${formatCount(errors)} could not be decided`]),
    ...(pending === 0 ? [] : [`${formatCount(pending)} still to be checked`]),
  ]
  return parts.join(', ')
}

function Progress({ run: { counts, name, etaMs } }: { readonly run: ListedRun }) {
  return (
    <div className={classes['progress']}>
      <ProgressBar shares={sharesOf(counts)} total={counts.total} label={`Progress of ${name}`} />
      <span className={classes['soft']} title={etaMs === null ? undefined : `about ${formatRoughly(etaMs)} left`}>
        {formatCount(doneOf(counts))} / {formatCount(counts.total)}
      </span>
    </div>
  )
}

/** The one there is, or how many; all of them as the title. */
function Models({ refs }: { readonly refs: readonly string[] }) {
  return (
    <span className={classes['models']} title={refs.join('\n')}>
      {refs.length === 1 ? refs[0] : `${refs.length} models`}
    </span>
  )
}
