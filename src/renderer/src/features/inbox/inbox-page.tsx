import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Event } from '#contract/events'
import { describeEvent } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { type Column, DataTable, EmptyState, Loaded, Page, PageHeader, StatusBadge, useSortedRows, When } from '#renderer/ui'
import { useSeen } from './use-seen.ts'

export function InboxPage() {
  const query = useQuery(useApi().events.list.queryOptions({ input: { limit: 500 } }))
  useSeen(query.data?.items[0]?.seq)
  return (
    <Page isFixed header={<PageHeader title="Inbox" facts="What happened that was not a call, newest first" />}>
      <Loaded query={query}>{({ items }) => <Events events={items} />}</Loaded>
    </Page>
  )
}

function Events({ events }: { readonly events: readonly Event[] }) {
  const rows = useSortedRows(events, columns)
  return (
    <DataTable
      label="Events"
      columns={columns}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="Nothing has happened yet">
          What becomes of runs, pauses of pools, breakers, fallbacks and budgets are told here.
        </EmptyState>
      }
      {...rows}
    />
  )
}

const columns: readonly Column<Event>[] = [
  { id: 'at', header: 'When', width: 110, sortBy: ({ atMs }) => atMs, cell: ({ atMs }) => <When atMs={atMs} /> },
  {
    id: 'kind',
    header: 'What',
    width: 150,
    sortBy: ({ kind }) => kind,
    cell: (event) => {
      const { tone, word } = describeEvent(event)
      return <StatusBadge tone={tone}>{word}</StatusBadge>
    },
  },
  {
    id: 'subject',
    header: 'About',
    width: 200,
    grow: 1,
    sortBy: ({ subject }) => subject,
    cell: ({ subject }) => subject.replace(/^(provider|model|pool|run):/, ''),
  },
  {
    id: 'facts',
    header: 'Facts',
    width: 260,
    grow: 2,
    cell: (event) => {
      const { facts } = describeEvent(event)
      return <span title={facts}>{facts}</span>
    },
  },
  {
    id: 'run',
    header: 'Run',
    width: 72,
    cell: ({ run }) =>
      run === null ? null : (
        <Link to="/runs/$run" params={{ run }}>
          Open
        </Link>
      ),
  },
]
