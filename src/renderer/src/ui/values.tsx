import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CostTotal, Coverage as CoverageData, EstimatedCost } from '#contract/costs'
import type { EpochMs } from '#contract/units'
import {
  type Amount,
  describeCost,
  describeCoverage,
  describeTotal,
  exactShare,
  formatInstantWithZone,
  formatShare,
  formatWhen,
} from '#renderer/lib'
import { useNow } from './use-now.ts'
import classes from './values.module.css'

/** What one answer cost. A dash, with the reason as its title, where that is not known; never a bare $0 for it. */
export function Money({ cost }: { readonly cost: Pick<EstimatedCost, 'nanoUsd' | 'state'> | null }) {
  return <AmountText amount={describeCost(cost)} />
}

/** A sum of costs: a range where calls may have been billed, `≥` where some are not known. */
export function Spend({ total }: { readonly total: CostTotal }) {
  return <AmountText amount={describeTotal(total)} />
}

function AmountText({ amount }: { readonly amount: Amount }) {
  return (
    <span className={amount.isKnown ? classes['number'] : classes['unknown']} title={amount.title}>
      {amount.text}
      {amount.isKnown ? null : <VisuallyHidden> ({amount.title})</VisuallyHidden>}
    </span>
  )
}

/** How much of a total is exact: the share of its calls whose cost is known to the nano-dollar. */
export function Coverage({ coverage }: { readonly coverage: CoverageData }) {
  const share = exactShare(coverage)
  return (
    <span className={share === undefined || share === 1 ? classes['faint'] : classes['doubt']} title={describeCoverage(coverage)}>
      {share === undefined ? '–' : `${formatShare(share)} exact`}
    </span>
  )
}

/** An instant, as short as today allows, in full with its zone as the title. */
export function When({ atMs }: { readonly atMs: EpochMs | null }) {
  const nowMs = useNow(60_000)
  if (atMs === null) return <span className={classes['faint']}>–</span>
  return (
    <time className={classes['number']} dateTime={new Date(atMs).toISOString()} title={formatInstantWithZone(atMs)}>
      {formatWhen(atMs, nowMs)}
    </time>
  )
}

/** A figure with what it is: the label small above, the value below, a word of explanation beneath. */
export function Stat({ label, value, note }: { readonly label: string; readonly value: ReactNode; readonly note?: ReactNode }) {
  return (
    <div className={classes['stat']}>
      <dt className={classes['statLabel']}>{label}</dt>
      <dd className={classes['statValue']}>{value}</dd>
      {note === undefined ? null : <dd className={classes['statNote']}>{note}</dd>}
    </div>
  )
}

/** Figures side by side, parted by hairlines. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <dl className={classes['stats']}>{children}</dl>
}

/** Names and values, a line each. */
export function Facts({ items }: { readonly items: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes['pairs']}>
      {items.map(([name, value]) => (
        <div key={name} className={classes['pair']}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
