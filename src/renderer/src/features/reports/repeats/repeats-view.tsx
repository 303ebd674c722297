import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RepeatRow } from '#contract/analytics'
import { counted, formatCount, formatUsd, formatUsdExactly } from '#renderer/lib'
import { FilterBar, methodWords, useScopeFilters } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { type Column, DataTable, EmptyState, Loaded, Spend, Stat, Stats, Toolbar, useSortedRows, When } from '#renderer/ui'
import classes from '../reports.module.css'
import { useReportSearch, useScope } from '../use-report-search.ts'

const least = [2, 3, 5, 10, 100] as const
const mostRows = 500

/** Requests that were sent more than once as they were, and what a cache of answers would have saved. */
export function RepeatsView() {
  const { search, change, clearScope } = useReportSearch()
  const filters = useScopeFilters(search, change)
  const scope = useScope(search)
  const { min = 2 } = search
  const query = useQuery(
    useApi().analytics.repeats.queryOptions({
      input: { ...scope, minCalls: min, limit: mostRows },
      placeholderData: (previous) => previous,
    }),
  )
  return (
    <>
      <Toolbar
        label="Which calls"
        aside={
          <Select
            aria-label="Sent at least"
            w={130}
            allowDeselect={false}
            data={[...new Set([...least, min])]
              .toSorted((left, right) => left - right)
              .map((times) => ({ value: String(times), label: `${times} times or more` }))}
            value={String(min)}
            onChange={(value) => change({ min: Number(value) })}
          />
        }
      >
        <FilterBar items={filters} onClearAll={clearScope} />
      </Toolbar>
      <Loaded query={query}>
        {({ rows, repeated, totalSavedNanoUsd }) => (
          <div className={classes['shown']} aria-busy={query.isPlaceholderData}>
            <div className={classes['figures']}>
              <Stats>
                <Stat
                  label="Repeated requests"
                  value={formatCount(repeated)}
                  note={repeated > rows.length ? `${formatCount(rows.length)} shown` : 'all shown'}
                />
                <Stat
                  label="A cache would have saved"
                  value={<span title={formatUsdExactly(totalSavedNanoUsd)}>{formatUsd(totalSavedNanoUsd)}</span>}
                  note="had each answer been kept"
                />
              </Stats>
            </div>
            <Repeats rows={rows} />
          </div>
        )}
      </Loaded>
    </>
  )
}

function Repeats({ rows }: { readonly rows: readonly RepeatRow[] }) {
  return (
    <DataTable
      label="Repeated requests"
      columns={columns}
      rowKey={({ model, method, prompt, lastAtMs }) => `${model} ${method} ${lastAtMs} ${prompt}`}
      empty={
        <EmptyState title="No request was repeated">
          The same model was never asked the same messages with the same parameters twice. Where it is, a run can take answers that were
          kept.
        </EmptyState>
      }
      {...useSortedRows(rows, columns)}
    />
  )
}

const columns: readonly Column<RepeatRow>[] = [
  { id: 'model', header: 'Model', width: 170, grow: 2, sortBy: ({ model }) => model, cell: ({ model }) => <span>{model}</span> },
  { id: 'method', header: 'Method', width: 110, sortBy: ({ method }) => method, cell: ({ method }) => <span>{methodWords[method]}</span> },
  {
    id: 'prompt',
    header: 'Last message begins',
    width: 200,
    grow: 5,
    title: ({ prompt }) => prompt,
    cell: ({ prompt }) => <span>{prompt}</span>,
  },
  {
    id: 'answered',
    header: 'Answered',
    width: 76,
    align: 'end',
    sortBy: ({ answered }) => answered,
    cell: ({ answered }) => formatCount(answered),
  },
  {
    id: 'runs',
    header: 'In runs',
    width: 60,
    align: 'end',
    title: ({ runs }) => counted(runs, 'run'),
    sortBy: ({ runs }) => runs,
    cell: ({ runs }) => formatCount(runs),
  },
  { id: 'cost', header: 'Cost', width: 110, align: 'end', sortBy: ({ cost }) => cost.nanoUsd, cell: ({ cost }) => <Spend total={cost} /> },
  {
    id: 'saved',
    header: 'Could be saved',
    width: 100,
    align: 'end',
    sortBy: ({ savedNanoUsd }) => savedNanoUsd,
    title: ({ savedNanoUsd }) => formatUsdExactly(savedNanoUsd),
    cell: ({ savedNanoUsd }) => formatUsd(savedNanoUsd),
  },
  { id: 'last', header: 'Last', width: 90, sortBy: ({ lastAtMs }) => lastAtMs, cell: ({ lastAtMs }) => <When atMs={lastAtMs} /> },
]
