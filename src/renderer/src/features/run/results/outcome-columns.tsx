import type { ModelOutcome } from '#contract/outcomes'
import { formatCount, formatLatency, formatUsd, formatUsdExactly } from '#renderer/lib'
import { RateBar } from '#renderer/parts'
import type { Column } from '#renderer/ui'
import { agreementOf, describeSpent } from './outcome-words.ts'
import classes from './results.module.css'

/** `hasChecks`: with what the checks said. */
export function outcomeColumns(hasChecks: boolean): readonly Column<ModelOutcome>[] {
  return hasChecks ? [model, ...judged, ...figures, missing, errors] : [model, answered, ...figures, missing]
}

const model: Column<ModelOutcome> = {
  id: 'model',
  header: 'Model',
  width: 132,
  grow: 1,
  sortBy: ({ model: ref }) => ref,
  title: ({ model: ref }) => ref,
  cell: ({ model: ref }) => <span className={classes['model']}>{ref}</span>,
}

const judged: readonly Column<ModelOutcome>[] = [
  {
    id: 'rate',
    header: 'Pass rate, 95 % interval',
    width: 232,
    grow: 1,
    sortBy: ({ passRate }) => passRate?.rate ?? null,
    cell: ({ passRate }) => <RateBar rate={passRate} />,
  },
  {
    id: 'passed',
    header: 'Passed of judged',
    width: 116,
    align: 'end',
    sortBy: ({ passed }) => passed,
    cell: ({ passed, failed }) => `${formatCount(passed)} / ${formatCount(passed + failed)}`,
  },
  {
    id: 'per-pass',
    header: 'Cost per pass',
    width: 96,
    align: 'end',
    sortBy: ({ costPerPassNanoUsd }) => costPerPassNanoUsd,
    title: ({ costPerPassNanoUsd, passed }) =>
      costPerPassNanoUsd === null
        ? 'None passed'
        : `${formatUsdExactly(costPerPassNanoUsd)}: all that was spent, over ${formatCount(passed)} that passed`,
    cell: ({ costPerPassNanoUsd }) => (costPerPassNanoUsd === null ? <None /> : formatUsd(costPerPassNanoUsd)),
  },
]

const answered: Column<ModelOutcome> = {
  id: 'answered',
  header: 'Answered',
  width: 110,
  align: 'end',
  sortBy: ({ answered: count }) => count,
  cell: ({ answered: count, probes }) => `${formatCount(count)} / ${formatCount(probes)}`,
}

const figures: readonly Column<ModelOutcome>[] = [
  {
    id: 'spent',
    header: 'Spent',
    width: 112,
    align: 'end',
    sortBy: ({ spentNanoUsd }) => spentNanoUsd,
    title: (row) => describeSpent(row).title,
    cell: (row) => <Spent row={row} />,
  },
  latency('p50', 'p50', ({ p50DurationMs }) => p50DurationMs),
  latency('p95', 'p95', ({ p95DurationMs }) => p95DurationMs),
  {
    id: 'agreement',
    header: 'Agreement',
    width: 82,
    align: 'end',
    sortBy: (row) => agreementOf(row)?.ratio ?? null,
    title: (row) => agreementOf(row)?.title ?? 'No prompt has two samples to compare',
    cell: (row) => agreementOf(row)?.text ?? <None />,
  },
]

const missing: Column<ModelOutcome> = {
  id: 'missing',
  header: 'Missing',
  width: 64,
  align: 'end',
  sortBy: ({ missing: count }) => count,
  title: ({ missing: count, probes }) => `${formatCount(count)} of ${formatCount(probes)} failed, were cancelled or interrupted`,
  cell: ({ missing: count }) => <Doubtful count={count} />,
}

const errors: Column<ModelOutcome> = {
  id: 'errors',
  header: 'Undecided',
  width: 78,
  align: 'end',
  sortBy: ({ errors: count, unchecked }) => count + unchecked,
  title: ({ errors: count, unchecked }) => `${formatCount(count)} could not be decided, ${formatCount(unchecked)} not checked yet`,
  cell: ({ errors: count, unchecked }) => <Doubtful count={count + unchecked} />,
}

function Spent({ row }: { readonly row: ModelOutcome }) {
  const { text, isSure } = describeSpent(row)
  return <span className={isSure ? undefined : classes['doubt']}>{text}</span>
}

function Doubtful({ count }: { readonly count: number }) {
  return <span className={count > 0 ? classes['doubt'] : classes['faint']}>{formatCount(count)}</span>
}

function latency(id: string, header: string, of: (row: ModelOutcome) => number | null): Column<ModelOutcome> {
  return { id, header, width: 66, align: 'end', sortBy: of, cell: (row) => formatLatency(of(row)) }
}

function None() {
  return <span className={classes['faint']}>–</span>
}
