import type { PoolLive } from '#contract/pools'
import { formatCount } from '#renderer/lib'
import { type Column, Countdown, StatusBadge } from '#renderer/ui'
import { describePool, leftOf } from './describe-pool.ts'
import classes from './pools.module.css'
import { RetryNow } from './retry-now.tsx'
import { Slots } from './slots.tsx'

export function poolColumns(): readonly Column<PoolLive>[] {
  return [
    {
      id: 'pool',
      header: 'Pool',
      width: 130,
      grow: 1,
      sortBy: ({ provider, name }) => `${provider}/${name}`,
      cell: ({ provider, name }) => (
        <span>
          <span className={classes['provider']}>{provider}</span>
          {name === 'default' ? null : <span className={classes['name']}> / {name}</span>}
        </span>
      ),
    },
    {
      id: 'in-flight',
      header: 'In flight',
      width: 160,
      sortBy: ({ inFlight }) => inFlight,
      cell: (pool) => <Slots inFlight={pool.inFlight} limit={pool.limit} />,
    },
    { id: 'queued', header: 'In line', width: 64, align: 'end', sortBy: ({ queued }) => queued, cell: ({ queued }) => formatCount(queued) },
    {
      id: 'state',
      header: 'State',
      width: 250,
      grow: 3,
      cell: (pool) => {
        const { tone, word, untilMs } = describePool(pool)
        return (
          <span className={classes['state']} title={word}>
            <StatusBadge tone={tone} isLive={pool.inFlight > 0 && tone === 'going'}>
              {word}
            </StatusBadge>
            {untilMs === null ? null : <Countdown untilMs={untilMs} />}
          </span>
        )
      },
    },
    { id: 'left', header: 'Left this minute', width: 170, grow: 1, cell: (pool) => <span title={leftOf(pool)}>{leftOf(pool)}</span> },
    {
      id: 'actions',
      header: 'Action',
      width: 96,
      align: 'end',
      cell: (pool) => (pool.parkedUntilMs === null ? null : <RetryNow pool={pool} />),
    },
  ]
}
