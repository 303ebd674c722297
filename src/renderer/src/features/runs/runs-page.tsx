import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { RunSummary } from '#contract/runs'
import { counted } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { DataTable, EmptyState, Loaded, Page, PageHeader, useSortedRows } from '#renderer/ui'
import { runColumns } from './run-columns.tsx'

export function RunsPage() {
  const api = useApi()
  const query = useQuery(api.runs.list.queryOptions({ input: { limit: 500 } }))
  return (
    <Page isFixed header={<PageHeader title="Runs" facts={query.data === undefined ? null : counted(query.data.items.length, 'run')} />}>
      <Loaded query={query}>{({ items }) => <RunsTable runs={items} />}</Loaded>
    </Page>
  )
}

function RunsTable({ runs }: { readonly runs: readonly RunSummary[] }) {
  const navigate = useNavigate()
  const rows = useSortedRows(runs, runColumns)
  return (
    <DataTable
      label="Runs"
      columns={runColumns}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: '/runs/$run', params: { run: id } })}
      empty={
        <EmptyState title="There is no run yet">
          A run is one execution of a batch file. From the folder of the clone, <code>npm run demo</code> runs the sample against the
          built-in simulator, with no key and at no cost.
        </EmptyState>
      }
      {...rows}
    />
  )
}
