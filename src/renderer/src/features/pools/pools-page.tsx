import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { PoolLive } from '#contract/pools'
import { counted, formatCount } from '#renderer/lib'
import { poolColumns } from '#renderer/parts'
import { type Column, DataTable, EmptyState, Glyph, Loaded, Page, PageHeader, SideDrawer, useSortedRows } from '#renderer/ui'
import { AddPool } from './add-pool.tsx'
import { PoolDrawer } from './pool-drawer.tsx'
import { labelOf, usePools } from './use-pools.ts'

interface ListedPool extends PoolLive {
  /** undefined: not known yet. */
  readonly models: number | undefined
  readonly isAdaptive: boolean
}

export function PoolsPage() {
  const { live, pools } = usePools()
  const { pool: chosen } = useSearch({ from: '/pools' })
  const [isAdding, setIsAdding] = useState(false)
  const navigate = useNavigate({ from: '/pools' })
  const open = (pool: string | undefined) => void navigate({ search: pool === undefined ? {} : { pool }, replace: chosen !== undefined })
  const all = pools.data?.items ?? []
  const pool = all.find((each) => labelOf(each) === chosen)
  const [first] = all
  const busy = live.data?.pools.reduce((sum, { inFlight }) => sum + inFlight, 0) ?? 0
  const rows = (live.data?.pools ?? []).map((each): ListedPool => {
    const known = all.find((one) => labelOf(one) === labelOf(each))
    return { ...each, models: known?.models.length, isAdaptive: known?.limits.adaptive ?? false }
  })
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Pools"
          facts={live.data === undefined ? null : `${counted(live.data.pools.length, 'pool')}, ${counted(busy, 'call')} in flight`}
          actions={
            first === undefined ? null : (
              <Button variant="filled" leftSection={<Glyph name="plus" size={14} />} onClick={() => setIsAdding(true)}>
                Add a pool
              </Button>
            )
          }
        />
      }
    >
      <Loaded query={live}>{() => <PoolsTable rows={rows} chosen={chosen} onOpen={open} />}</Loaded>
      <PoolDrawer
        key={chosen}
        pool={pool}
        live={live.data?.pools.find((each) => labelOf(each) === chosen)}
        others={all.filter((each) => each.provider === pool?.provider && each.name !== pool.name)}
        isWanted={chosen !== undefined && pools.data !== undefined}
        onOpen={open}
      />
      <SideDrawer isOpen={isAdding} onClose={() => setIsAdding(false)} title="Add a pool" width={620}>
        {first === undefined ? null : (
          <AddPool
            pools={all}
            from={first}
            onAdded={(added) => {
              setIsAdding(false)
              open(added)
            }}
          />
        )}
      </SideDrawer>
    </Page>
  )
}

function PoolsTable({
  rows,
  chosen,
  onOpen,
}: {
  readonly rows: readonly ListedPool[]
  readonly chosen: string | undefined
  readonly onOpen: (pool: string) => void
}) {
  return (
    <DataTable
      label="Pools"
      columns={columns}
      rowKey={labelOf}
      chosenKey={chosen}
      onOpen={(pool) => onOpen(labelOf(pool))}
      empty={<EmptyState title="There is no pool">Each provider has at least one: add a provider.</EmptyState>}
      {...useSortedRows(rows, columns)}
    />
  )
}

/** As a run shows its pools, with what is of the pool itself. */
const columns: readonly Column<ListedPool>[] = poolColumns().flatMap((column): Column<ListedPool>[] =>
  column.id === 'in-flight'
    ? [
        {
          id: 'models',
          header: 'Models',
          width: 60,
          align: 'end',
          sortBy: ({ models }) => models ?? null,
          cell: ({ models }) => formatCount(models),
        },
        column,
        {
          id: 'adaptive',
          header: 'Limit is',
          width: 62,
          sortBy: ({ isAdaptive }) => Number(isAdaptive),
          cell: ({ isAdaptive }) => (isAdaptive ? 'found' : 'set'),
        },
      ]
    : [column.id === 'state' ? { ...column, width: 180 } : column.id === 'left' ? { ...column, width: 130 } : column],
)
