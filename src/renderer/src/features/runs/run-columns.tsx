import { Link } from '@tanstack/react-router'
import type { RunSummary } from '#contract/runs'
import { formatCount } from '#renderer/lib'
import { describeStatus, doneOf, sharesOf } from '#renderer/parts'
import { type Column, Coverage, ProgressBar, Spend, StatusBadge, When } from '#renderer/ui'
import classes from './runs.module.css'

export const runColumns: readonly Column<RunSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 160,
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
    width: 156,
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
    width: 190,
    grow: 1,
    cell: ({ counts, name }) => (
      <div className={classes['progress']}>
        <ProgressBar shares={sharesOf(counts)} total={counts.total} label={`Progress of ${name}`} />
        <span className={classes['count']}>
          {formatCount(doneOf(counts))} / {formatCount(counts.total)}
        </span>
      </div>
    ),
  },
  {
    id: 'spend',
    header: 'Spend',
    width: 120,
    align: 'end',
    sortBy: ({ cost }) => cost.nanoUsd,
    cell: ({ cost }) => <Spend total={cost} />,
  },
  { id: 'coverage', header: 'Coverage', width: 104, align: 'end', cell: ({ cost }) => <Coverage coverage={cost.coverage} /> },
  {
    id: 'started',
    header: 'Started',
    width: 110,
    align: 'end',
    sortBy: ({ startedAtMs }) => startedAtMs,
    cell: ({ startedAtMs }) => <When atMs={startedAtMs} />,
  },
  { id: 'user', header: 'User', width: 96, sortBy: ({ user }) => user, cell: ({ user }) => user },
]
