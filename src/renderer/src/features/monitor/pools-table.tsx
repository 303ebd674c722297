import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { MonitorPool } from '#contract/monitor'
import { formatCount } from '#renderer/lib'
import { Slots } from '#renderer/parts'
import { type Column, Countdown, DataTable, EmptyState, Section, StatusBadge, useSortedRows } from '#renderer/ui'
import classes from './monitor.module.css'
import { describeMonitorPool } from './monitor-words.ts'

/** Where calls leave, and what keeps them back. */
export const PoolsTable = memo(function PoolsTable({ pools }: { readonly pools: readonly MonitorPool[] }) {
  return (
    <Section title="Pools">
      <div className={classes['table']} style={{ height: heightOf(pools.length) }}>
        <DataTable
          label="Pools"
          columns={columns}
          rowKey={nameOf}
          empty={<EmptyState title="There is no pool">Each provider has at least one: add a provider.</EmptyState>}
          {...useSortedRows(pools, columns)}
        />
      </div>
    </Section>
  )
})

/** As many rows as there are pools, up to a dozen: those beyond are scrolled to. */
function heightOf(pools: number): number {
  return 30 + 32 * Math.min(12, Math.max(3, pools)) + 1
}

function nameOf({ provider, pool }: MonitorPool): string {
  return `${provider}/${pool}`
}

const columns: readonly Column<MonitorPool>[] = [
  {
    id: 'pool',
    header: 'Pool',
    width: 150,
    grow: 2,
    sortBy: nameOf,
    cell: (pool) => (
      <Link to="/pools" search={{ pool: nameOf(pool) }}>
        {pool.pool === 'default' ? pool.provider : nameOf(pool)}
      </Link>
    ),
  },
  {
    id: 'in-flight',
    header: 'In flight',
    width: 210,
    sortBy: ({ inFlight }) => inFlight,
    cell: ({ inFlight, limit }) => <Slots inFlight={inFlight} limit={limit} />,
  },
  {
    id: 'waiting',
    header: 'Waiting',
    width: 76,
    align: 'end',
    sortBy: ({ waiting }) => waiting,
    cell: ({ waiting }) => formatCount(waiting),
  },
  {
    id: 'state',
    header: 'State',
    width: 240,
    grow: 4,
    title: (pool) => describeMonitorPool(pool).word,
    cell: (pool) => <StatusBadge tone={describeMonitorPool(pool).tone}>{describeMonitorPool(pool).word}</StatusBadge>,
  },
  {
    id: 'until',
    header: 'Goes on in',
    width: 84,
    align: 'end',
    cell: ({ parkedUntilMs }) => (parkedUntilMs === null ? null : <Countdown untilMs={parkedUntilMs} />),
  },
]
