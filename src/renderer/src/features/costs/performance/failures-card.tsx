import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { FailureRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import { counted, formatCount, sayCode } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { type Column, DataTable, EmptyState, Loaded, LoadingState, Section, useSortedRows, When } from '#renderer/ui'
import classes from '../costs.module.css'
import { ledgerSearch } from '../costs-scope.ts'
import type { Range } from '../range.ts'
import { tableHeight } from './table-height.ts'

/** Failures that are alike, most frequent first. */
export function FailuresCard({ scope, range }: { readonly scope: CallScope; readonly range: Range }) {
  const query = useQuery(useApi().analytics.failures.queryOptions({ input: scope, placeholderData: (previous) => previous }))
  return (
    <div className={classes['wide']}>
      <Section title="Failures" aside={query.data === undefined ? null : counted(query.data.calls, 'failure')}>
        <Loaded query={query} loading={<LoadingState rows={4} />}>
          {({ rows }) => <FailureTable rows={rows} range={range} />}
        </Loaded>
      </Section>
    </div>
  )
}

function FailureTable({ rows, range }: { readonly rows: readonly FailureRow[]; readonly range: Range }) {
  if (rows.length === 0) return <EmptyState title="Nothing failed">Every call of this range was answered.</EmptyState>
  return <FailureRows rows={rows} range={range} />
}

/** A row leads to the ledger: to its newest call, among those that ended with its code. */
function FailureRows({ rows, range }: { readonly rows: readonly FailureRow[]; readonly range: Range }) {
  const search = useSearch({ from: '/costs' })
  const navigate = useNavigate()
  const open = ({ code, example }: FailureRow) =>
    void navigate({
      to: '/ledger',
      search: { ...ledgerSearch(search, range), ...(code === null ? {} : { code }), open: `call:${example.id}` },
    })
  return (
    <div className={classes['inPage']} style={{ height: tableHeight(rows.length) }}>
      <DataTable
        label="Failures"
        columns={columns}
        rowKey={({ code, shape }) => `${code} ${shape}`}
        onOpen={open}
        {...useSortedRows(rows, columns)}
      />
    </div>
  )
}

const columns: Column<FailureRow>[] = [
  {
    id: 'code',
    header: 'Code',
    width: 190,
    cell: ({ code }) => (code === null ? 'None' : <span title={code}>{sayCode(code)}</span>),
    sortBy: ({ code }) => code,
  },
  {
    id: 'shape',
    header: 'Message',
    width: 220,
    grow: 2,
    cell: ({ shape, example }) => <span title={example.message ?? undefined}>{shape === '' ? 'no message' : shape}</span>,
    sortBy: ({ shape }) => shape,
  },
  { id: 'calls', header: 'Calls', width: 84, align: 'end', cell: ({ calls }) => formatCount(calls), sortBy: ({ calls }) => calls },
  {
    id: 'services',
    header: 'Services',
    width: 160,
    grow: 1,
    cell: ({ services }) => <span title={services.join(', ')}>{services.join(', ')}</span>,
  },
  { id: 'last', header: 'Last', width: 130, cell: ({ lastAtMs }) => <When atMs={lastAtMs} />, sortBy: ({ lastAtMs }) => lastAtMs },
]
