import { useMemo } from 'react'
import { BreakdownBars, type BreakdownRow, ChartFrame, colourOf } from '#renderer/charts'
import { counted, formatCount, formatUsd, formatUsdRange } from '#renderer/lib'
import { type Column, DataTable, useSortedRows } from '#renderer/ui'
import type { CostsShown } from '../use-costs.ts'
import { rankingOf } from './over-time.ts'
import { type PerSuccess, perSuccess } from './per-success.ts'

const mostBars = 14

/** What a successful probe costs of each model, with all that failed on the way to it. */
export function PerSuccessCard({ shown }: { readonly shown: CostsShown }) {
  const { parts } = shown
  const models = useMemo(() => perSuccess(parts), [parts])
  const ranking = useMemo(() => rankingOf({ parts, stack: 'model' }), [parts])
  const bars = models.slice(0, mostBars).map(
    ({ model, nanoUsd, successes, calls, unknownCalls }): BreakdownRow => ({
      key: model,
      label: model,
      value: nanoUsd,
      colour: shown.stack === 'model' ? colourOf(ranking.indexOf(model)) : colourOf(0),
      note: `${counted(successes, 'success', 'successes')} by ${counted(calls, 'call')}${unknownCalls === 0 ? '' : `, ${formatCount(unknownCalls)} of unknown cost`}`,
    }),
  )
  return (
    <ChartFrame
      title="Cost per successful probe"
      subtitle="by the model that was asked for"
      table={<SuccessTable models={models} />}
      {...(models.length === 0 ? { empty: 'No probe was sent in this range.' } : {})}
    >
      <BreakdownBars label="Cost per successful probe" rows={bars} unit="usd" />
    </ChartFrame>
  )
}

function SuccessTable({ models }: { readonly models: readonly PerSuccess[] }) {
  return (
    <DataTable
      label="Cost per successful probe"
      columns={columns}
      rowKey={({ model }) => model}
      isPlain
      {...useSortedRows(models, columns)}
    />
  )
}

/** `≥` where the cost of some calls is not known, a range where some may have been billed. */
function sayCost({ nanoUsd, upToNanoUsd, unknownCalls }: PerSuccess): string {
  if (nanoUsd === null) return '–'
  return `${unknownCalls > 0 ? '≥ ' : ''}${upToNanoUsd === null ? formatUsd(nanoUsd) : formatUsdRange(nanoUsd, upToNanoUsd)}`
}

const columns: Column<PerSuccess>[] = [
  { id: 'model', header: 'Model', width: 150, grow: 1, cell: ({ model }) => model, sortBy: ({ model }) => model },
  { id: 'cost', header: 'Per success', width: 120, align: 'end', cell: sayCost, sortBy: ({ nanoUsd }) => nanoUsd },
  {
    id: 'successes',
    header: 'Successes',
    width: 96,
    align: 'end',
    cell: ({ successes }) => formatCount(successes),
    sortBy: ({ successes }) => successes,
  },
  { id: 'calls', header: 'Calls', width: 80, align: 'end', cell: ({ calls }) => formatCount(calls), sortBy: ({ calls }) => calls },
]
