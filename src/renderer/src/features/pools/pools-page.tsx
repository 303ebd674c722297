import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PoolLive } from '#contract/pools'
import { counted } from '#renderer/lib'
import { poolColumns } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { DataTable, EmptyState, Loaded, Page, PageHeader, useSortedRows } from '#renderer/ui'

export function PoolsPage() {
  const query = useQuery(useApi().pools.watch.experimental_liveOptions({ input: {} }))
  const busy = query.data?.pools.reduce((sum, { inFlight }) => sum + inFlight, 0) ?? 0
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Pools"
          facts={query.data === undefined ? null : `${counted(query.data.pools.length, 'pool')}, ${counted(busy, 'call')} in flight`}
        />
      }
    >
      <Loaded query={query}>{({ pools }) => <PoolsTable pools={pools} />}</Loaded>
    </Page>
  )
}

function PoolsTable({ pools }: { readonly pools: readonly PoolLive[] }) {
  const columns = useMemo(() => poolColumns(), [])
  const rows = useSortedRows(pools, columns)
  return (
    <DataTable
      label="Pools"
      columns={columns}
      rowKey={({ provider, name }) => `${provider}/${name}`}
      empty={<EmptyState title="There is no pool">Each provider has at least one: add a provider.</EmptyState>}
      {...rows}
    />
  )
}
