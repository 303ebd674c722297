import { NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { CallDimension, PerformanceRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import { BreakdownBars, ChartFrame, colourOf } from '#renderer/charts'
import { counted, formatCount, formatLatency } from '#renderer/lib'
import { useRunNames } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { type Column, DataTable, Loaded, LoadingState, useSortedRows } from '#renderer/ui'
import { sayGroup } from '../group-words.ts'
import { useChange } from '../use-change.ts'
import { saySuccess } from './say-success.ts'

const groupings = {
  model: 'Model asked for',
  served_model: 'Model that served',
  provider: 'Provider',
  method: 'Method',
  decision: 'Decision',
  user: 'User',
  run: 'Run',
} as const satisfies { readonly [Name in CallDimension]?: string }
type Grouping = keyof typeof groupings

const mostBars = 14

/** Latency and success of each group of at least so many calls; slowest first. */
export function GroupsCard({ scope, timeZone }: { readonly scope: CallScope; readonly timeZone: string }) {
  const { min = 1 } = useSearch({ from: '/costs' })
  const change = useChange()
  const [by, setBy] = useState<Grouping>('model')
  const query = useQuery(
    useApi().analytics.performance.queryOptions({
      input: { ...scope, groupBy: [by], timeZone, minCalls: min },
      placeholderData: (previous) => previous,
    }),
  )
  const aside = (
    <>
      <NumberInput
        aria-label="At least so many calls"
        w={118}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        value={min}
        prefix="calls ≥ "
        onChange={(value) => change({ min: typeof value === 'number' && value > 1 ? value : undefined }, true)}
      />
      <Select
        aria-label="Performance by"
        w={150}
        allowDeselect={false}
        value={by}
        onChange={(name) => setBy(Object.keys(groupings).find((each): each is Grouping => each === name) ?? 'model')}
        data={Object.entries(groupings).map(([value, label]) => ({ value, label }))}
      />
    </>
  )
  return (
    <Loaded query={query} loading={<LoadingState rows={6} />}>
      {({ rows }) => <Groups by={by} rows={rows} min={min} aside={aside} />}
    </Loaded>
  )
}

function Groups({
  by,
  rows,
  min,
  aside,
}: {
  readonly by: Grouping
  readonly rows: readonly PerformanceRow[]
  readonly min: number
  readonly aside: React.ReactNode
}) {
  const nameOfRun = useRunNames(by === 'run' ? rows.flatMap(({ group }) => group[0] ?? []) : [])
  const columns = useMemo(() => columnsOf(by, nameOfRun), [by, nameOfRun])
  const slowest = useMemo(() => rows.toSorted((left, right) => (right.p50Ms ?? -1) - (left.p50Ms ?? -1)), [rows])
  const name = nameOf(by, nameOfRun)
  const bars = slowest.slice(0, mostBars).map((row) => ({
    key: row.group[0] ?? '',
    label: name(row),
    value: row.p50Ms,
    colour: colourOf(0),
    note: `p95 ${formatLatency(row.p95Ms)}, p99 ${formatLatency(row.p99Ms)}; ${saySuccess(row)} of ${counted(row.calls, 'call')} answered`,
  }))
  return (
    <ChartFrame
      title="Median latency"
      subtitle={`by ${groupings[by].toLowerCase()}`}
      aside={aside}
      table={<GroupTable rows={slowest} columns={columns} />}
      {...(rows.length === 0 ? { empty: `No group has ${counted(min, 'call')} or more.` } : {})}
    >
      <BreakdownBars label={`Median latency by ${groupings[by]}`} rows={bars} unit="ms" />
    </ChartFrame>
  )
}

function GroupTable({ rows, columns }: { readonly rows: readonly PerformanceRow[]; readonly columns: readonly Column<PerformanceRow>[] }) {
  return (
    <DataTable label="Performance" columns={columns} rowKey={({ group }) => group[0] ?? ''} isPlain {...useSortedRows(rows, columns)} />
  )
}

function nameOf(by: Grouping, nameOfRun: (run: string) => string): (row: PerformanceRow) => string {
  return ({ group }) => {
    const value = group[0] ?? null
    return by === 'run' || by === 'user' || by === 'method' ? sayGroup(by, value, nameOfRun) : (value ?? 'None')
  }
}

function columnsOf(by: Grouping, nameOfRun: (run: string) => string): Column<PerformanceRow>[] {
  const name = nameOf(by, nameOfRun)
  const time = (id: 'meanMs' | 'p50Ms' | 'p95Ms' | 'p99Ms', header: string): Column<PerformanceRow> => ({
    ...{ id, header, width: 84, align: 'end' },
    cell: (row) => formatLatency(row[id]),
    sortBy: (row) => row[id],
  })
  return [
    { id: 'group', header: groupings[by], width: 140, grow: 1, cell: name, sortBy: name },
    { id: 'calls', header: 'Calls', width: 76, align: 'end', cell: ({ calls }) => formatCount(calls), sortBy: ({ calls }) => calls },
    { id: 'success', header: 'Answered', width: 84, align: 'end', cell: saySuccess, sortBy: ({ successRate }) => successRate },
    time('meanMs', 'Mean'),
    time('p50Ms', 'Median'),
    time('p95Ms', 'p95'),
    time('p99Ms', 'p99'),
  ]
}
