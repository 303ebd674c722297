import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ModelRef } from '#contract/ids'
import type { PoolLive } from '#contract/pools'
import { counted } from '#renderer/lib'
import { poolColumns } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { DataTable, Loaded, LoadingState, Section, useSortedRows } from '#renderer/ui'
import { Embedded } from './embedded.tsx'

/** The pools that the run's models are in, as they are now. Other runs share them. */
export function Lanes({ models }: { readonly models: readonly ModelRef[] }) {
  const api = useApi()
  const pools = useQuery(api.pools.list.queryOptions({ input: { limit: 500 } }))
  const live = useQuery(api.pools.watch.experimental_liveOptions({ input: {} }))
  const used = useMemo(() => {
    const wanted = new Set<string>(models)
    const mine = pools.data?.items.filter((pool) => pool.models.some((model) => wanted.has(model))) ?? []
    const names = new Set(mine.map(nameOf))
    return live.data?.pools.filter((pool) => names.has(nameOf(pool))) ?? []
  }, [models, pools.data, live.data])
  const busy = used.reduce((sum, { inFlight }) => sum + inFlight, 0)
  return (
    <Section title="Pools" aside={live.data === undefined ? null : `${counted(busy, 'call')} in flight, of all runs`}>
      <Loaded query={pools} loading={<LoadingState rows={2} />}>
        {() => (
          <Loaded query={live} loading={<LoadingState rows={2} />}>
            {() => <LaneTable pools={used} />}
          </Loaded>
        )}
      </Loaded>
    </Section>
  )
}

function LaneTable({ pools }: { readonly pools: readonly PoolLive[] }) {
  const rows = useSortedRows(pools, columns)
  return (
    <Embedded rows={pools.length}>
      <DataTable label="Pools of this run" columns={columns} rowKey={nameOf} {...rows} />
    </Embedded>
  )
}

const columns = poolColumns()

function nameOf({ provider, name }: Pick<PoolLive, 'provider' | 'name'>): string {
  return `${provider}/${name}`
}
