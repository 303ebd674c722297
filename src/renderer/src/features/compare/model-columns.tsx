import type { ComparedModel } from '#contract/outcomes'
import { formatCount, formatLatency, formatUsd, formatUsdExactly } from '#renderer/lib'
import { RateBar, sayDifference } from '#renderer/parts'
import type { Column } from '#renderer/ui'
import classes from './compare.module.css'
import { sayChance, sayFlips } from './compare-words.ts'

export const modelColumns: readonly Column<ComparedModel>[] = [
  {
    id: 'model',
    header: 'Model',
    width: 130,
    grow: 1,
    sortBy: ({ model }) => model.a,
    title: ({ model }) => namesOf(model),
    cell: ({ model }) => <span className={classes['name']}>{namesOf(model)}</span>,
  },
  {
    id: 'prompts',
    header: 'In both',
    width: 70,
    align: 'end',
    sortBy: ({ prompts }) => prompts,
    title: ({ prompts, onlyA, onlyB }) =>
      `${formatCount(prompts)} prompts in both, ${formatCount(onlyA)} in A alone, ${formatCount(onlyB)} in B alone`,
    cell: ({ prompts, onlyA, onlyB }) => (
      <span>
        {formatCount(prompts)}
        {onlyA + onlyB === 0 ? null : <span className={classes['soft']}> of {formatCount(prompts + onlyA + onlyB)}</span>}
      </span>
    ),
  },
  { id: 'a', header: 'A passes', width: 200, sortBy: ({ a }) => a.passRate?.rate ?? null, cell: ({ a }) => <RateBar rate={a.passRate} /> },
  { id: 'b', header: 'B passes', width: 200, sortBy: ({ b }) => b.passRate?.rate ?? null, cell: ({ b }) => <RateBar rate={b.passRate} /> },
  {
    id: 'difference',
    header: 'Difference',
    width: 84,
    align: 'end',
    sortBy: differenceOf,
    cell: ({ a, b }) => (a.passRate === null || b.passRate === null ? '–' : sayDifference(a.passRate.rate, b.passRate.rate)),
  },
  {
    id: 'flips',
    header: 'Flips',
    width: 70,
    align: 'end',
    sortBy: ({ toPass, toFail }) => toPass + toFail,
    title: ({ toPass, toFail }) => `${formatCount(toPass)} pass in B and not in A, ${formatCount(toFail)} fail in B and not in A`,
    cell: sayFlips,
  },
  {
    id: 'chance',
    header: 'Is it chance?',
    width: 170,
    grow: 1,
    sortBy: ({ pValue }) => pValue,
    title: ({ pValue }) => `${sayChance(pValue).text}: exact McNemar test over the flips, both ways`,
    cell: ({ pValue }) => <span className={sayChance(pValue).isSure ? classes['name'] : classes['soft']}>{sayChance(pValue).text}</span>,
  },
  {
    id: 'cost',
    header: 'Cost',
    width: 164,
    align: 'end',
    sortBy: ({ a, b }) => b.spentNanoUsd - a.spentNanoUsd,
    title: ({ a, b }) => `${formatUsdExactly(a.spentNanoUsd)} in A, ${formatUsdExactly(b.spentNanoUsd)} in B`,
    cell: ({ a, b }) => `${formatUsd(a.spentNanoUsd)} → ${formatUsd(b.spentNanoUsd)}`,
  },
  {
    id: 'p50',
    header: 'p50',
    width: 136,
    align: 'end',
    sortBy: ({ a, b }) => (a.p50DurationMs === null || b.p50DurationMs === null ? null : b.p50DurationMs - a.p50DurationMs),
    cell: ({ a, b }) => `${formatLatency(a.p50DurationMs)} → ${formatLatency(b.p50DurationMs)}`,
  },
]

/** One name where both are of the same model. */
export function namesOf({ a, b }: ComparedModel['model']): string {
  return a === b ? a : `${a} → ${b}`
}

function differenceOf({ a, b }: ComparedModel): number | null {
  return a.passRate === null || b.passRate === null ? null : b.passRate.rate - a.passRate.rate
}
