import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Pool, PoolLive } from '#contract/pools'
import { describePool, leftOf, RetryNow, Slots } from '#renderer/parts'
import { Countdown, EmptyState, Facts, Section, SideDrawer, StatusBadge } from '#renderer/ui'
import { AdaptiveHistory } from './adaptive-history.tsx'
import { EditLimits } from './edit-limits.tsx'
import { PoolModels } from './pool-models.tsx'
import classes from './pools.module.css'
import { labelOf } from './use-pools.ts'

interface PoolDrawerProps {
  /** undefined: nothing is open, or none is called so. */
  readonly pool: Pool | undefined
  readonly live: PoolLive | undefined
  /** Of the same provider, itself left out. */
  readonly others: readonly Pool[]
  readonly isWanted: boolean
  readonly onOpen: (pool: string | undefined) => void
}

/** One pool: what it does now, its limits, what was found by trying, and its models. */
export function PoolDrawer({ pool, live, others, isWanted, onOpen }: PoolDrawerProps) {
  return (
    <SideDrawer
      isOpen={isWanted}
      onClose={() => onOpen(undefined)}
      width={620}
      title={pool === undefined ? 'No such pool' : `Pool ${labelOf(pool)}`}
    >
      <div className={classes['drawer']}>
        {pool === undefined ? (
          <EmptyState title="No pool is called so">It may have been merged into another. The list has those that there are.</EmptyState>
        ) : (
          <div key={labelOf(pool)}>
            <Facts items={factsOf(pool, live)} />
            <Section title="Limits">
              <EditLimits pool={pool} />
            </Section>
            <Section title="Found by trying">
              <AdaptiveHistory pool={pool} />
            </Section>
            <PoolModels pool={pool} others={others} onOpen={onOpen} />
          </div>
        )}
      </div>
    </SideDrawer>
  )
}

function factsOf(pool: Pool, live: PoolLive | undefined): (readonly [string, ReactNode])[] {
  const changes = [
    'Changes',
    <Link key="changes" to="/history" search={{ subject: labelOf(pool) }}>
      History
    </Link>,
  ] as const
  if (live === undefined) return [changes]
  const { tone, word, untilMs } = describePool(live)
  return [
    [
      'Now',
      <span key="now">
        <StatusBadge tone={tone} isLive={live.inFlight > 0 && tone === 'going'}>
          {word}
        </StatusBadge>{' '}
        {untilMs === null ? null : <Countdown untilMs={untilMs} />} {live.parkedUntilMs === null ? null : <RetryNow pool={live} />}
      </span>,
    ],
    ['In flight', <Slots key="slots" inFlight={live.inFlight} limit={live.limit} />],
    ['In line', live.queued],
    ['Left this minute', leftOf(live)],
    changes,
  ]
}
