import { Link } from '@tanstack/react-router'
import { memo, useMemo } from 'react'
import type { MonitorState } from '#contract/monitor'
import { formatCount, formatShare, sayCode } from '#renderer/lib'
import { type Column, DataTable, Section, useSortedRows } from '#renderer/ui'
import classes from './monitor.module.css'
import { ledgerOf, sayServices } from './monitor-words.ts'

type ErrorRow = MonitorState['errors'][number]

interface ErrorsTableProps {
  readonly errors: readonly ErrorRow[]
  /** The minute that goes on. Units: milliseconds since 1970. */
  readonly minuteAtMs: number
  readonly provider: string | undefined
}

/** What calls failed with, and the way to those very calls. */
export const ErrorsTable = memo(function ErrorsTable({ errors, minuteAtMs, provider }: ErrorsTableProps) {
  const all = errors.reduce((sum, { calls }) => sum + calls, 0)
  const columns = useMemo(() => columnsOf(all, minuteAtMs, provider), [all, minuteAtMs, provider])
  return (
    <Section title="Failures" aside="last 15 min">
      <div className={classes['table']}>
        <DataTable
          label="Failures"
          columns={columns}
          rowKey={({ code }) => code}
          empty={<p className={classes['empty']}>No call has failed.</p>}
          {...useSortedRows(errors, columns)}
        />
      </div>
    </Section>
  )
})

function columnsOf(all: number, minuteAtMs: number, provider: string | undefined): readonly Column<ErrorRow>[] {
  return [
    {
      id: 'code',
      header: 'Failure',
      width: 170,
      grow: 3,
      title: ({ code }) => code,
      cell: ({ code }) => (
        <Link to="/ledger" search={ledgerOf(code, minuteAtMs, provider)}>
          {sayCode(code)}
        </Link>
      ),
    },
    { id: 'calls', header: 'Calls', width: 64, align: 'end', sortBy: ({ calls }) => calls, cell: ({ calls }) => formatCount(calls) },
    { id: 'share', header: 'Share', width: 64, align: 'end', cell: ({ calls }) => formatShare(all === 0 ? null : calls / all) },
    {
      id: 'services',
      header: 'Of',
      width: 140,
      grow: 3,
      title: ({ services }) => services.join(', '),
      cell: ({ services }) => <span>{sayServices(services)}</span>,
    },
  ]
}
