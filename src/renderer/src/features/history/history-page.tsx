import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { counted } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { DataTable, EmptyState, Loaded, Page, PageHeader } from '#renderer/ui'
import { EntryDrawer } from './entry-drawer.tsx'
import { historyColumns } from './history-columns.tsx'
import { HistoryFilters } from './history-filters.tsx'
import { isFiltered, queryOf } from './history-query.ts'
import type { HistorySearch } from './search.ts'

export function HistoryPage() {
  const search = useSearch({ from: '/history' })
  const navigate = useNavigate({ from: '/history' })
  const query = useHistory(search)
  const entries = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const open = (entry: string | undefined) => {
    const { entry: before, ...rest } = search
    void navigate({ search: entry === undefined ? rest : { ...rest, entry }, replace: before !== undefined })
  }
  const { entry: chosen, ...shown } = search
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="History"
          facts={
            query.data === undefined ? null : `${counted(entries.length, 'change')}${query.hasNextPage ? ' and more' : ''}, newest first`
          }
        />
      }
    >
      <HistoryFilters search={search} />
      <Loaded query={query}>
        {() => (
          <DataTable
            label="Changes"
            columns={historyColumns}
            count={entries.length}
            rowAt={(index) => entries[index]}
            rowKey={({ id }) => id}
            rowsOf={JSON.stringify(shown)}
            chosenKey={chosen}
            onOpen={({ id }) => open(id)}
            onRange={(_first, last) => {
              if (last >= entries.length - 1 && query.hasNextPage && !query.isFetching) void query.fetchNextPage()
            }}
            empty={
              isFiltered(search) ? (
                <EmptyState title="No change is like that">Leave out a filter to see more.</EmptyState>
              ) : (
                <EmptyState title="Nothing has been changed yet">
                  Every change of models, prices, limits and settings is kept here.
                </EmptyState>
              )
            }
          />
        )}
      </Loaded>
      <EntryDrawer id={chosen} onOpen={open} />
    </Page>
  )
}

function useHistory(search: HistorySearch) {
  return useInfiniteQuery(
    useApi().audit.list.infiniteOptions({
      input: (after: string | undefined) => ({ ...queryOf(search), limit: 100, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next,
      placeholderData: (previous) => previous,
    }),
  )
}
