import { Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { CostRow } from '#contract/costs'
import { BreakdownBars, type BreakdownRow, ChartFrame, colourOf, regroup } from '#renderer/charts'
import { counted, formatCount, isKnownTotal, joinValues } from '#renderer/lib'
import { useRunNames } from '#renderer/parts'
import { type Column, Coverage, DataTable, Spend, useSortedRows } from '#renderer/ui'
import { breakdownWords, sayGroup } from '../group-words.ts'
import { type Breakdown, breakdowns } from '../search.ts'
import { useChange } from '../use-change.ts'
import { type CostsShown, partOf } from '../use-costs.ts'
import { rankingOf } from './over-time.ts'

/** Bars that are drawn; the table has all. */
const mostBars = 14

/** Spend by one of what calls are told apart by. A bar leads to its run, or holds the page to what it stands for. */
export function BreakdownCard({ shown }: { readonly shown: CostsShown }) {
  const { by } = shown
  const change = useChange()
  const navigate = useNavigate()
  const groups = useMemo(() => groupsOf(shown), [shown])
  const nameOfRun = useRunNames(by === 'run' ? groups.flatMap(({ group }) => group[0] ?? []) : [])
  const rows = useMemo(() => barsOf(groups, shown, nameOfRun), [groups, shown, nameOfRun])
  const open = (key: string) => {
    const value = groups.find(({ group }) => keyOf(group[0]) === key)?.group[0]
    if (value === undefined || value === null) return
    if (by === 'run') void navigate({ to: '/runs/$run', params: { run: value }, search: { view: 'costs' } })
    else change({ [by]: joinValues([value]) })
  }
  return (
    <ChartFrame
      title={`Spend by ${breakdownWords[by].toLowerCase()}`}
      total={shown.total.cost}
      {...(groups.length > mostBars ? { subtitle: `the ${mostBars} dearest of ${formatCount(groups.length)}` } : {})}
      table={<GroupTable by={by} groups={groups} nameOfRun={nameOfRun} onOpen={open} />}
      aside={
        <Select
          aria-label="Broken down by"
          w={110}
          allowDeselect={false}
          value={by}
          onChange={(name) => change({ by: breakdowns.find((each) => each === name) })}
          data={breakdowns.map((name) => ({ value: name, label: breakdownWords[name] }))}
        />
      }
    >
      <BreakdownBars label={`Spend by ${breakdownWords[by]}`} rows={rows.slice(0, mostBars)} unit="usd" onPick={({ key }) => open(key)} />
    </ChartFrame>
  )
}

function groupsOf({ by, parts, ownPart }: CostsShown): CostRow[] {
  if (ownPart !== undefined) return regroup(ownPart, 0)
  return by === 'run' || by === 'user' || by === 'code' ? [] : regroup(parts, partOf(by))
}

/** No group is called so. */
function keyOf(value: string | null | undefined): string {
  return value ?? '\u0000none'
}

function barsOf(groups: readonly CostRow[], { by, parts, stack }: CostsShown, nameOfRun: (run: string) => string): BreakdownRow[] {
  const ranking = by === stack ? rankingOf({ parts, stack }) : []
  return groups.map(({ group, calls, cost }) => {
    const value = group[0] ?? null
    const unknown = cost.coverage.unknown.calls
    return {
      key: keyOf(value),
      label: sayGroup(by, value, nameOfRun),
      value: isKnownTotal(cost) ? cost.nanoUsd : null,
      note: `${counted(calls, 'call')}${unknown === 0 ? '' : `, ${formatCount(unknown)} of unknown cost`}`,
      ...(value === null || ranking.length === 0 ? {} : { colour: colourOf(ranking.indexOf(value)) }),
    }
  })
}

function GroupTable({
  by,
  groups,
  nameOfRun,
  onOpen,
}: {
  readonly by: Breakdown
  readonly groups: readonly CostRow[]
  readonly nameOfRun: (run: string) => string
  readonly onOpen: (key: string) => void
}) {
  const columns = useMemo(() => columnsOf(by, nameOfRun), [by, nameOfRun])
  const rows = useSortedRows(groups, columns)
  return (
    <DataTable
      label={`Spend by ${breakdownWords[by]}`}
      columns={columns}
      rowKey={({ group }) => keyOf(group[0])}
      onOpen={({ group }) => onOpen(keyOf(group[0]))}
      {...rows}
    />
  )
}

function columnsOf(by: Breakdown, nameOfRun: (run: string) => string): Column<CostRow>[] {
  const name = ({ group }: CostRow) => sayGroup(by, group[0] ?? null, nameOfRun)
  return [
    { id: 'group', header: breakdownWords[by], width: 150, grow: 1, cell: name, sortBy: name },
    {
      id: 'cost',
      header: 'Cost',
      width: 120,
      align: 'end',
      cell: ({ cost }) => <Spend total={cost} />,
      sortBy: ({ cost }) => cost.nanoUsd,
    },
    { id: 'calls', header: 'Calls', width: 80, align: 'end', cell: ({ calls }) => formatCount(calls), sortBy: ({ calls }) => calls },
    { id: 'coverage', header: 'Certainty', width: 96, align: 'end', cell: ({ cost }) => <Coverage coverage={cost.coverage} /> },
  ]
}
