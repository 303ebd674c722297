import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { ProbeRow } from '#contract/probe-table'
import type { RunProgress, RunSummary } from '#contract/runs'
import { counted, formatCount } from '#renderer/lib'
import { DataTable, EmptyState, FailureState, LoadingState, Toolbar } from '#renderer/ui'
import { keyOf } from '../probe-key.ts'
import { TranscriptDrawer } from '../transcript/transcript-drawer.tsx'
import { isGoing } from '../use-run.ts'
import { probeColumns } from './probe-columns.tsx'
import { ProbeFilters } from './probe-filters.tsx'
import { canMove, headOf, sortText } from './probe-query.ts'
import classes from './probes.module.css'
import { useHold } from './use-hold.ts'
import { useProbeQuery } from './use-probe-query.ts'
import { useProbeRows } from './use-probe-rows.ts'

interface ProbesViewProps {
  readonly summary: RunSummary
  readonly progress: RunProgress
  /** What the checks are called. */
  readonly labels?: readonly string[] | undefined
  /** What stands between the filters and the table, under the same filters: both are scrolled together. */
  readonly above?: ReactNode
}

/** Every probe of the run, filtered and sorted as the address says; one of them open beside. */
export function ProbesView({ summary, progress, labels, above }: ProbesViewProps) {
  const { sort, probe } = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  const query = useProbeQuery()
  const { isAmong, ...among } = useHold()
  const isHeld = isGoing(progress.status) && canMove(query) && (isAmong || probe !== undefined)
  const [opened, setOpened] = useState<{ readonly key: string; readonly index: number }>()
  const around = opened !== undefined && opened.key === probe ? opened.index : undefined
  const rows = useProbeRows({ run: summary.id, query, around, isHeld })
  const open = (row: ProbeRow, index: number) => {
    setOpened({ key: keyOf(row), index })
    void navigate({ search: (search) => ({ ...search, probe: keyOf(row) }), replace: probe !== undefined })
  }
  const index = probe === undefined ? undefined : (around ?? rows.find((row) => keyOf(row) === probe))
  const step = (by: number) => {
    const row = index === undefined ? undefined : rows.rowAt(index + by)
    return row === undefined || index === undefined ? undefined : () => open(row, index + by)
  }
  const isFiltered = Object.keys(query.filter).length > 0
  const table =
    rows.total === undefined ? (
      rows.error === null ? (
        <LoadingState rows={14} />
      ) : (
        <FailureState error={rows.error} onRetry={rows.refetch} />
      )
    ) : (
      <div className={classes['table']} {...among}>
        <DataTable
          label="Probes"
          columns={probeColumns(summary.checks !== null, above === undefined ? 'all' : 'results')}
          count={rows.total}
          rowAt={rows.rowAt}
          rowKey={keyOf}
          rowsOf={JSON.stringify(rows.shown)}
          sort={headOf(sort)}
          onSort={(chosen) =>
            void navigate({ search: ({ sort: _, ...search }) => ({ ...search, ...sortOf(sortText(chosen)) }), replace: true })
          }
          onOpen={open}
          onRange={rows.onRange}
          follow={index}
          chosenKey={probe}
          isPlain
          empty={<NoProbes isFiltered={isFiltered} />}
        />
      </div>
    )
  return (
    <>
      <Toolbar
        label="Filter probes"
        aside={<Counts isFiltered={isFiltered} total={rows.total} all={progress.counts.total} isHeld={isHeld} onUpdate={rows.refetch} />}
      >
        <ProbeFilters summary={summary} labels={labels} />
      </Toolbar>
      {above === undefined ? (
        table
      ) : (
        <section className={classes['scroll']} aria-label="Results">
          {above}
          <div className={classes['under']}>{table}</div>
        </section>
      )}
      <TranscriptDrawer
        run={summary.id}
        place={index === undefined ? undefined : { index, total: rows.total ?? 0 }}
        onPrevious={step(-1)}
        onNext={step(1)}
      />
    </>
  )
}

function Counts({
  isFiltered,
  total,
  all,
  isHeld,
  onUpdate,
}: {
  readonly isFiltered: boolean
  readonly total: number | undefined
  readonly all: number
  readonly isHeld: boolean
  readonly onUpdate: () => void
}) {
  if (total === undefined) return null
  return (
    <>
      {isHeld ? (
        <>
          <span title="While the run goes on, rows would move under the pointer">held still</span>
          <Button size="compact-xs" onClick={onUpdate}>
            Update
          </Button>
        </>
      ) : null}
      <span className={classes['counts']} role="status">
        {total === all ? counted(total, 'probe') : `${formatCount(total)} ${isFiltered ? 'of' : 'planned of'} ${counted(all, 'probe')}`}
      </span>
    </>
  )
}

function NoProbes({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title="No probe is like that">Take a filter away, or wait: what a probe becomes is seen here at once.</EmptyState>
  ) : (
    <EmptyState title="No probe is planned yet">They are planned from the dataset, a page at a time, before the first is sent.</EmptyState>
  )
}

function sortOf(sort: string | undefined): { readonly sort?: string } {
  return sort === undefined ? {} : { sort }
}
