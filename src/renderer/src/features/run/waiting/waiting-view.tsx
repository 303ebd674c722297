import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunId } from '#contract/ids'
import type { WaitingProbe } from '#contract/waits'
import { formatCount } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { DataTable, EmptyState, Loaded, Toolbar, useSortedRows } from '#renderer/ui'
import { keyOf } from '../probe-key.ts'
import { waitingColumns } from './waiting-columns.tsx'

const most = 200

/** Probes in line, each with why it waits and what a person can do about it. */
export function WaitingView({ run, isRunning }: { readonly run: RunId; readonly isRunning: boolean }) {
  const query = useQuery(useApi().runs.waits.queryOptions({ input: { run, limit: most }, enabled: isRunning }))
  if (!isRunning)
    return <EmptyState title="Nothing waits">Only a run that goes on has probes in line: this one rests, or is ending.</EmptyState>
  return (
    <Loaded query={query}>
      {({ items, next }) => (
        <>
          <Toolbar label="Waiting probes">
            <span>{next === undefined ? `${formatCount(items.length)} in line` : `The first ${formatCount(most)} in line, by prompt`}</span>
          </Toolbar>
          <WaitingTable run={run} probes={items} />
        </>
      )}
    </Loaded>
  )
}

function WaitingTable({ run, probes }: { readonly run: RunId; readonly probes: readonly WaitingProbe[] }) {
  const navigate = useNavigate({ from: '/runs/$run' })
  const columns = useMemo(() => waitingColumns(run), [run])
  const rows = useSortedRows(probes, columns)
  return (
    <DataTable
      label="Waiting probes"
      columns={columns}
      rowKey={keyOf}
      onOpen={(probe) => void navigate({ search: (search) => ({ ...search, probe: keyOf(probe) }) })}
      empty={<EmptyState title="Nothing waits">Whatever is ready has left, and what is still to be planned is not in line yet.</EmptyState>}
      {...rows}
    />
  )
}
