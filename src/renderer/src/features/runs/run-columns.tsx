import { Link } from '@tanstack/react-router'
import { formatCount, formatRoughly, formatUsd } from '#renderer/lib'
import { describeStatus, doneOf, sharesOf } from '#renderer/parts'
import { type Column, Coverage, ProgressBar, Spend, StatusBadge, When } from '#renderer/ui'
import type { ListedRun } from './listed-run.ts'
import { RunMenu } from './run-menu.tsx'
import classes from './runs.module.css'

export const runColumns: readonly Column<ListedRun>[] = [
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
