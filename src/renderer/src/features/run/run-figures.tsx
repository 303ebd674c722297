import type { RunProgress, RunSummary } from '#contract/runs'
import { formatCount, formatDuration, formatRoughly, formatShare, formatUsd, formatUsdRange } from '#renderer/lib'
import { doneOf, sharesOf } from '#renderer/parts'
import { Coverage, ProgressBar, Spend, Stat } from '#renderer/ui'
import { projectCost, type Range, rangeOfEta } from './estimates.ts'
import classes from './run.module.css'
import { isGoing } from './use-run.ts'

/** How far the run is: a bar by what became of its probes, and the figures that a person waits for. */
export function RunFigures({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const { counts, cost, callsPerProbe, status } = progress
  const done = doneOf(counts)
  return (
    <div className={classes['figures']}>
      <ProgressBar shares={sharesOf(counts)} total={counts.total} label="Probes that have ended" />
      <dl className={classes['stats']}>
        <Stat
          label="Probes ended"
          value={`${formatCount(done)} / ${formatCount(counts.total)}`}
          note={noteOfEnds(counts) ?? (counts.total === 0 ? 'none planned yet' : formatShare(done / counts.total))}
        />
        <Stat
          label="In flight"
          value={formatCount(counts.inFlight)}
          note={counts.waiting === 0 ? 'none to be sent again' : `${formatCount(counts.waiting)} to be sent again`}
        />
        <Stat label="Spend" value={<Spend total={cost} />} note={<Coverage coverage={cost.coverage} />} />
        <Projection projected={status === 'cancelled' ? undefined : projectCost(progress)} budgetNanoUsd={summary.budgetNanoUsd} />
        <Time summary={summary} progress={progress} />
        <Stat
          label="Calls per probe"
          value={callsPerProbe === null ? '–' : callsPerProbe.toFixed(2)}
          note={`${formatCount(counts.attempts)} ${counts.attempts === 1 ? 'call' : 'calls'} sent`}
        />
      </dl>
    </div>
  )
}

function Projection({ projected, budgetNanoUsd }: { readonly projected: Range | undefined; readonly budgetNanoUsd: number | null }) {
  const isOver = projected !== undefined && budgetNanoUsd !== null && projected.low > budgetNanoUsd
  const budget = budgetNanoUsd === null ? 'no budget' : `budget ${formatUsd(budgetNanoUsd)}`
  return (
    <Stat
      label="At the end"
      value={projected === undefined ? '–' : formatUsdRange(projected.low, projected.high)}
      note={isOver ? <span className={classes['over']}>over the {budget}</span> : budget}
    />
  )
}

function Time({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const { status, elapsedMs } = progress
  if (!isGoing(status)) {
    const { startedAtMs, finishedAtMs } = summary
    const tookMs = startedAtMs === null || finishedAtMs === null ? null : finishedAtMs - startedAtMs
    return <Stat label="Took" value={formatDuration(tookMs)} note={status === 'paused' ? 'it rests' : 'from start to end'} />
  }
  const eta = rangeOfEta(progress)
  return <Stat label="Going for" value={formatDuration(elapsedMs)} note={eta === undefined ? 'too early to say how long' : sayLeft(eta)} />
}

function sayLeft({ low, high }: Range): string {
  if (high === 0) return 'nothing left'
  const [least, most] = [formatRoughly(low), formatRoughly(high)]
  if (least === most) return `about ${least} left`
  const [from, unit] = least.split(' ')
  return most.endsWith(` ${unit}`) ? `${from}–${most} left` : `${least} – ${most} left`
}

function noteOfEnds({ failed, interrupted, cancelled }: RunProgress['counts']): string | undefined {
  const parts = [
    failed === 0 ? undefined : `${formatCount(failed)} failed`,
    interrupted === 0 ? undefined : `${formatCount(interrupted)} interrupted`,
    cancelled === 0 ? undefined : `${formatCount(cancelled)} cancelled`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(', ')
}
