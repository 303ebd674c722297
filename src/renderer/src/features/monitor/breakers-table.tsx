import { memo } from 'react'
import type { MonitorState } from '#contract/monitor'
import { assertNever } from '#renderer/lib'
import { type Column, Countdown, DataTable, Section, StatusBadge, type Tone, useSortedRows } from '#renderer/ui'
import classes from './monitor.module.css'

type BreakerRow = MonitorState['breakers'][number]

/** Services that are left alone, or held so by a person. */
export const BreakersTable = memo(function BreakersTable({ breakers }: { readonly breakers: readonly BreakerRow[] }) {
  return (
    <Section title="Breakers" aside="open, trying or held">
      <div className={classes['table']}>
        <DataTable
          label="Breakers"
          columns={columns}
          rowKey={({ service }) => service}
          empty={<p className={classes['empty']}>Every breaker is closed: calls go to every service.</p>}
          {...useSortedRows(breakers, columns)}
        />
      </div>
    </Section>
  )
})

function describeBreaker({ state, hold }: BreakerRow): { readonly tone: Tone; readonly word: string } {
  if (hold !== null) return hold === 'open' ? { tone: 'bad', word: 'Held open' } : { tone: 'waiting', word: 'Held closed' }
  switch (state) {
    case 'open':
      return { tone: 'bad', word: 'Open' }
    case 'half-open':
      return { tone: 'waiting', word: 'Trying' }
    case 'closed':
      return { tone: 'good', word: 'Closed' }
    default:
      return assertNever(state)
  }
}

const columns: readonly Column<BreakerRow>[] = [
  {
    id: 'service',
    header: 'Service',
    width: 150,
    grow: 2,
    cell: ({ service }) => <span>{service.replace(/^(provider|model):/, '')}</span>,
  },
  {
    id: 'state',
    header: 'State',
    width: 104,
    cell: (breaker) => <StatusBadge tone={describeBreaker(breaker).tone}>{describeBreaker(breaker).word}</StatusBadge>,
  },
  {
    id: 'until',
    header: 'Tries in',
    width: 64,
    align: 'end',
    cell: ({ halfOpenAtMs, hold }) => (halfOpenAtMs === null || hold !== null ? null : <Countdown untilMs={halfOpenAtMs} />),
  },
  {
    id: 'reason',
    header: 'Why',
    width: 120,
    grow: 3,
    title: ({ holdReason, reason }) => holdReason ?? reason ?? undefined,
    cell: ({ holdReason, reason }) => <span>{holdReason ?? reason ?? '–'}</span>,
  },
]
