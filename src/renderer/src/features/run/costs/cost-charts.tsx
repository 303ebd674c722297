import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { AttemptKind } from '#contract/calls'
import type { CostRow } from '#contract/costs'
import { BreakdownBars, type BreakdownRow, ChartFrame, colourOf, regroup } from '#renderer/charts'
import { counted, formatCount, isKnownTotal } from '#renderer/lib'
import { attemptKindWords } from '#renderer/parts'
import { type Column, Coverage, DataTable, Spend, useSortedRows } from '#renderer/ui'
import classes from './costs.module.css'

const mostBars = 14

/** The same calls twice: by the model that was asked for, and by whether they were the first of their probe. */
export function CostCharts({ rows, total }: { readonly rows: readonly CostRow[]; readonly total: CostRow }) {
  const navigate = useNavigate({ from: '/runs/$run' })
  const models = useMemo(() => regroup(rows, 0), [rows])
  const kinds = useMemo(() => regroup(rows, 1), [rows])
  return (
    <div className={classes['charts']}>
      <ChartFrame title="By model" total={total.cost} table={<GroupTable header="Model" groups={models} nameOf={modelOf} />}>
        <BreakdownBars
          label="Cost by model"
          unit="usd"
          rows={barsOf(models, modelOf).slice(0, mostBars)}
          onPick={({ key }) => void navigate({ search: { view: 'probes', model: key } })}
        />
      </ChartFrame>
      <ChartFrame
        title="By attempt"
        subtitle="first calls, retries and fallbacks"
        total={total.cost}
        table={<GroupTable header="Attempt" groups={kinds} nameOf={kindOf} />}
      >
        <BreakdownBars label="Cost by attempt" unit="usd" rows={barsOf(kinds, kindOf)} />
      </ChartFrame>
    </div>
  )
}

function modelOf({ group }: CostRow): string {
  return group[0] ?? 'None'
}

function kindOf({ group }: CostRow): string {
  return attemptKindWords[group[0] as AttemptKind] ?? 'None'
}

function barsOf(groups: readonly CostRow[], nameOf: (row: CostRow) => string): BreakdownRow[] {
  return groups.map((row, index) => ({
    key: row.group[0] ?? '',
    label: nameOf(row),
    value: isKnownTotal(row.cost) ? row.cost.nanoUsd : null,
    colour: colourOf(index),
    note: `${counted(row.calls, 'call')}, ${formatCount(row.answered)} answered`,
  }))
}

function GroupTable({
  header,
  groups,
  nameOf,
}: {
  readonly header: string
  readonly groups: readonly CostRow[]
  readonly nameOf: (row: CostRow) => string
}) {
  const columns = useMemo(
    (): Column<CostRow>[] => [
      { id: 'group', header, width: 150, grow: 1, cell: nameOf, sortBy: nameOf },
      {
        id: 'cost',
        header: 'Cost',
        width: 130,
        align: 'end',
        cell: ({ cost }) => <Spend total={cost} />,
        sortBy: ({ cost }) => cost.nanoUsd,
      },
      { id: 'calls', header: 'Calls', width: 80, align: 'end', cell: ({ calls }) => formatCount(calls), sortBy: ({ calls }) => calls },
      {
        id: 'failed',
        header: 'Failed',
        width: 80,
        align: 'end',
        cell: ({ failed }) => formatCount(failed),
        sortBy: ({ failed }) => failed,
      },
      { id: 'coverage', header: 'Certainty', width: 96, align: 'end', cell: ({ cost }) => <Coverage coverage={cost.coverage} /> },
    ],
    [header, nameOf],
  )
  return (
    <DataTable
      label={`Cost, by ${header.toLowerCase()}`}
      columns={columns}
      rowKey={({ group }) => group[0] ?? ''}
      {...useSortedRows(groups, columns)}
    />
  )
}
