import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Model } from '#contract/catalog'
import { counted } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { DataTable, EmptyState, Glyph, Loaded, Page, PageHeader, Toolbar, useSortedRows } from '#renderer/ui'
import { modelColumns } from './model-columns.tsx'

export function ModelsPage() {
  const api = useApi()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 150)
  const query = useInfiniteQuery(
    api.models.list.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: 500,
        ...(search === '' ? {} : { search }),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next,
      placeholderData: (previous) => previous,
    }),
  )
  const models = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Models"
          facts={query.isPending ? null : `${counted(models.length, 'model')}${query.hasNextPage ? ' and more' : ''}`}
        />
      }
    >
      <Toolbar label="Filter models">
        <TextInput
          w={280}
          aria-label="Find models"
          placeholder="Find by name or provider"
          leftSection={<Glyph name="search" size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Toolbar>
      <Loaded query={query}>{() => <ModelsTable models={models} onEnd={query.hasNextPage ? query.fetchNextPage : undefined} />}</Loaded>
    </Page>
  )
}

function ModelsTable({ models, onEnd }: { readonly models: readonly Model[]; readonly onEnd: (() => unknown) | undefined }) {
  const rows = useSortedRows(models, modelColumns)
  return (
    <DataTable
      label="Models"
      columns={modelColumns}
      rowKey={({ ref }) => ref}
      onRange={(_first, last) => {
        if (last >= models.length - 1) onEnd?.()
      }}
      empty={<EmptyState title="No model is called so" />}
      {...rows}
    />
  )
}
