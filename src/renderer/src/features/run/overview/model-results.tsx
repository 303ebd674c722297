import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { FallbackFilter } from '#contract/results'
import type { RunSummary } from '#contract/runs'
import { useApi } from '#renderer/transport'
import { DataTable, EmptyState, Loaded, LoadingState, Section, useSortedRows } from '#renderer/ui'
import { Embedded } from './embedded.tsx'
import { type ResultRow, resultColumns } from './result-columns.tsx'

/** What came of each model, and of all; a row leads to its probes. Refined by whether another model was to answer. */
export function ModelResults({ summary }: { readonly summary: RunSummary }) {
  const { results = 'include' } = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  const query = useQuery(
    useApi().runs.results.queryOptions({ input: { run: summary.id, fallback: results }, placeholderData: (previous) => previous }),
  )
  const choose = (chosen: string) =>
    void navigate({
      search: ({ results: _, ...search }) => (isFilter(chosen) ? { ...search, results: chosen } : search),
      replace: true,
    })
  return (
    <Section
      title="Models"
      aside={
        <SegmentedControl
          aria-label="Whose results"
          value={results}
          onChange={choose}
          data={[
            { value: 'include', label: 'All probes' },
            { value: 'exclude', label: 'Without fallback' },
            { value: 'only', label: 'Fallback only' },
          ]}
        />
      }
    >
      <Loaded query={query} loading={<LoadingState rows={summary.models.length + 1} />}>
        {({ items, total }) => <ResultTable items={items} total={total} hasFallback={total.usedFallback > 0} />}
      </Loaded>
    </Section>
  )
}

function ResultTable({
  items,
  total,
  hasFallback,
}: {
  readonly items: readonly ResultRow[]
  readonly total: Omit<ResultRow, 'model'>
  readonly hasFallback: boolean
}) {
  const navigate = useNavigate({ from: '/runs/$run' })
  const columns = useMemo(() => resultColumns(hasFallback), [hasFallback])
  const { rowAt, ...rows } = useSortedRows(items, columns)
  const hasTotal = items.length > 1
  return (
    <Embedded rows={items.length + Number(hasTotal)}>
      <DataTable
        label="Results by model"
        columns={columns}
        rowKey={({ model }) => model ?? ''}
        onOpen={({ model }) => void navigate({ search: model === null ? { view: 'probes' } : { view: 'probes', model } })}
        empty={<EmptyState title="No model has results yet" />}
        {...rows}
        count={items.length + Number(hasTotal)}
        rowAt={(index) => (index < items.length ? rowAt(index) : { ...total, model: null })}
      />
    </Embedded>
  )
}

function isFilter(text: string): text is Exclude<FallbackFilter, 'include'> {
  return text === 'exclude' || text === 'only'
}
