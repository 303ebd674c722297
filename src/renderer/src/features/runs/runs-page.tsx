import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import { counted } from '#renderer/lib'
import { DataTable, EmptyState, Glyph, Loaded, Notice, Page, PageHeader, useSortedRows } from '#renderer/ui'
import type { ListedRun } from './listed-run.ts'
import { NoRuns } from './no-runs.tsx'
import { runColumns } from './run-columns.tsx'
import { RunFilters } from './run-filters.tsx'
import classes from './runs.module.css'
import { useRuns } from './use-runs.ts'

export function RunsPage() {
  const search = useSearch({ from: '/runs' })
  const navigate = useNavigate()
  const { query, runs, activeCount, loadMore } = useRuns(search)
  const isFiltered = search.status !== undefined || search.find !== undefined
  const isEmpty = !isFiltered && query.data?.pages[0]?.items.length === 0
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Runs"
          facts={query.data === undefined ? null : sayCounts(runs.length, activeCount, query.hasNextPage)}
          actions={
            <Button
              variant={isEmpty ? 'default' : 'filled'}
              leftSection={<Glyph name="plus" size={14} />}
              onClick={() => void navigate({ to: '/runs/new' })}
            >
              New run
            </Button>
          }
        />
      }
    >
      <Loaded query={query}>
        {() =>
          isEmpty ? (
            <NoRuns />
          ) : (
            <>
              <Interrupted runs={runs} />
              <RunFilters search={search} />
              <RunsTable runs={runs} onEnd={loadMore} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

/** Runs whose engine ended without them wait for a person: that is said before anything else. */
function Interrupted({ runs }: { readonly runs: readonly ListedRun[] }) {
  const interrupted = runs.filter(({ status, pauseReason }) => status === 'paused' && pauseReason === 'crash')
  return interrupted.slice(0, 3).map(({ id, name, counts }) => (
    <Notice
      key={id}
      tone="doubt"
      actions={
        <Link className={classes['name']} to="/runs/$run" params={{ run: id }}>
          Look at it
        </Link>
      }
    >
      The engine ended while {name} was going on.{' '}
      {counts.interrupted === 0
        ? 'Nothing was in flight: it can be resumed.'
        : `${counted(counts.interrupted, 'answer')} may have been lost: you decide what becomes of them.`}
    </Notice>
  ))
}

function RunsTable({ runs, onEnd }: { readonly runs: readonly ListedRun[]; readonly onEnd: (() => unknown) | undefined }) {
  const navigate = useNavigate()
  const columns = runColumns(runs.some(({ checks }) => checks !== null))
  const rows = useSortedRows(runs, columns)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the table within that the table does not hear itself
    <div className={classes['table']} onKeyDown={openRowMenu}>
      <DataTable
        label="Runs"
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/runs/$run', params: { run: id } })}
        onRange={(_first, last) => {
          if (last >= runs.length - 1) onEnd?.()
        }}
        empty={<EmptyState title="No run is as you ask">Take a filter away.</EmptyState>}
        {...rows}
      />
    </div>
  )
}

/** The key for menus, or Shift and F10, on the active row. */
function openRowMenu(event: KeyboardEvent): void {
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
  const active = event.target instanceof Element ? event.target.getAttribute('aria-activedescendant') : null
  if (active === null) return
  event.preventDefault()
  document.getElementById(active)?.querySelector<HTMLElement>('[data-row-menu]')?.click()
}

function sayCounts(listed: number, active: number, hasMore: boolean): string {
  return `${counted(listed, 'run')}${hasMore ? ' and more' : ''}${active === 0 ? '' : `, ${active.toLocaleString('en-US')} going on`}`
}
