import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { MethodRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import { formatCount, formatLatency } from '#renderer/lib'
import { methodWords } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { type Column, DataTable, EmptyState, Loaded, LoadingState, Section, Spend, useSortedRows } from '#renderer/ui'
import classes from '../costs.module.css'
import { saySuccess } from './say-success.ts'
import { tableHeight } from './table-height.ts'

/** Who is asked for what how often, most frequent first. */
export function MethodsCard({ scope }: { readonly scope: CallScope }) {
  const { min = 1 } = useSearch({ from: '/costs' })
  const query = useQuery(
    useApi().analytics.methods.queryOptions({ input: { ...scope, minCalls: min }, placeholderData: (previous) => previous }),
  )
  return (
    <div className={classes['wide']}>
      <Section title="Most frequent methods">
        <Loaded query={query} loading={<LoadingState rows={4} />}>
          {({ rows }) => (rows.length === 0 ? <EmptyState title="None has so many calls" /> : <MethodTable rows={rows} />)}
        </Loaded>
      </Section>
    </div>
  )
}

function MethodTable({ rows }: { readonly rows: readonly MethodRow[] }) {
  return (
    <div className={classes['inPage']} style={{ height: tableHeight(rows.length) }}>
      <DataTable
        label="Methods"
        columns={columns}
        rowKey={({ service, method }) => `${service} ${method}`}
        {...useSortedRows(rows, columns)}
      />
    </div>
  )
}

const columns: Column<MethodRow>[] = [
  { id: 'service', header: 'Service', width: 200, grow: 1, cell: ({ service }) => service, sortBy: ({ service }) => service },
  { id: 'method', header: 'Method', width: 160, cell: ({ method }) => methodWords[method], sortBy: ({ method }) => methodWords[method] },
  { id: 'calls', header: 'Calls', width: 90, align: 'end', cell: ({ calls }) => formatCount(calls), sortBy: ({ calls }) => calls },
  { id: 'success', header: 'Answered', width: 90, align: 'end', cell: saySuccess, sortBy: ({ successRate }) => successRate },
  { id: 'mean', header: 'Mean', width: 90, align: 'end', cell: ({ meanMs }) => formatLatency(meanMs), sortBy: ({ meanMs }) => meanMs },
  { id: 'cost', header: 'Cost', width: 130, align: 'end', cell: ({ cost }) => <Spend total={cost} />, sortBy: ({ cost }) => cost.nanoUsd },
]
