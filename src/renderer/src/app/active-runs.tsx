import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ActiveRunView } from '#contract/runs'
import { counted, formatRoughly, formatShare } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { ProgressBar, Spend } from '#renderer/ui'
import classes from './layout.module.css'

/** The runs that are going on, as much as fits into a line: one by its name, several together. */
export function ActiveRuns() {
  const { data } = useQuery(useApi().runs.active.experimental_liveOptions())
  const [first, ...others] = data?.items ?? []
  if (first === undefined) return <span>No run is active</span>
  if (others.length > 0) return <Several runs={[first, ...others]} />
  return (
    <span className={classes['active']}>
      <Link to="/runs/$run" params={{ run: first.id }} className={classes['activeName']} title={first.name}>
        {first.name}
      </Link>
      <Progress runs={[first]} label={`Progress of ${first.name}`} />
      <Spend total={first.cost} />
      {first.etaMs === null ? null : <span>about {formatRoughly(first.etaMs)} left</span>}
      <Attention runs={[first]} />
    </span>
  )
}

function Several({ runs }: { readonly runs: readonly ActiveRunView[] }) {
  return (
    <span className={classes['active']}>
      <Link to="/runs" title={runs.map(({ name }) => name).join(', ')}>
        {counted(runs.length, 'active run')}
      </Link>
      <Progress runs={runs} label="Progress of the active runs" />
      <Attention runs={runs} />
    </span>
  )
}

function Progress({ runs, label }: { readonly runs: readonly ActiveRunView[]; readonly label: string }) {
  const sum = (of: (run: ActiveRunView) => number) => runs.reduce((all, run) => all + of(run), 0)
  const [done, failed, total] = [sum((run) => run.done), sum((run) => run.failed), sum((run) => run.total)]
  const shares = [
    { tone: 'good', count: done - failed, label: 'ended' },
    { tone: 'bad', count: failed, label: 'failed' },
  ] as const
  return (
    <>
      <span className={classes['activeBar']}>
        <ProgressBar label={label} shares={shares} total={total} />
      </span>
      <span className={classes['statusValue']}>{formatShare(total === 0 ? 0 : done / total)}</span>
    </>
  )
}

function Attention({ runs }: { readonly runs: readonly ActiveRunView[] }) {
  return runs.some(({ hasAlerts }) => hasAlerts) ? <span className={classes['failing']}>needs you</span> : null
}
