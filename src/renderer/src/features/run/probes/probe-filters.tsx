import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { memo, useState } from 'react'
import type { RunSummary } from '#contract/runs'
import { formatCount, sayCode } from '#renderer/lib'
import { FilterBar, verdictWords } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { wordOf } from './describe-probe.ts'
import { FilterMenu } from './filter-menu.tsx'
import { moreFilters } from './more-filters.tsx'
import { allStatuses, allVerdicts, type FilterName, readProbeQuery, valuesOf, withoutFilters } from './probe-query.ts'
import { TextFilter } from './text-filter.tsx'

/** The filters of the table. They stand in the address: what is shown can be sent to somebody, and is there after a refresh. Rows that come and go draw none of them anew. */
export const ProbeFilters = memo(PlainProbeFilters)

function PlainProbeFilters({ summary, labels = none }: { readonly summary: RunSummary; readonly labels?: readonly string[] | undefined }) {
  const search = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  const set = (name: FilterName, value: string | undefined) =>
    void navigate({
      search: ({ [name]: _, ...search }) => (value === undefined || value === '' ? search : { ...search, [name]: value }),
      replace: true,
    })
  const choose = (name: FilterName) => (values: readonly string[]) => set(name, values.join(','))
  const { status, model, verdict, text } = search
  return (
    <>
      <TextFilter value={text ?? ''} onChange={(value) => set('text', value)} />
      {summary.checks === null && verdict === undefined ? null : (
        <FilterMenu
          label="Verdict"
          chosen={valuesOf(verdict)}
          options={allVerdicts.map((value) => ({ value, label: verdictWords[value].word }))}
          onChange={choose('verdict')}
        />
      )}
      <FilterMenu
        label="Status"
        chosen={valuesOf(status)}
        options={allStatuses.map((value) => ({ value, label: wordOf(value) }))}
        onChange={choose('status')}
      />
      <FilterMenu
        label="Model"
        chosen={valuesOf(model)}
        options={summary.models.map((value) => ({ value, label: value }))}
        onChange={choose('model')}
      />
      <CodeFilter summary={summary} code={search.code} onChange={choose('code')} />
      <FilterBar items={moreFilters({ search, set, labels })} />
      {Object.keys(withoutFilters(search)).length < Object.keys(search).length ? (
        <Button variant="subtle" onClick={() => void navigate({ search: withoutFilters, replace: true })}>
          Clear
        </Button>
      ) : null}
    </>
  )
}

const none: readonly string[] = []

/** By what was answered in place of an answer. What there is is asked for when the list is opened: it is of the whole run, and the rows come first. */
function CodeFilter({
  summary,
  code,
  onChange,
}: {
  readonly summary: RunSummary
  readonly code: string | undefined
  readonly onChange: (codes: readonly string[]) => void
}) {
  const [isAsked, setAsked] = useState(false)
  const results = useQuery(useApi().runs.results.queryOptions({ input: { run: summary.id, fallback: 'include' }, enabled: isAsked }))
  const failures = new Map<string, number>()
  for (const item of results.data?.items ?? [])
    for (const { code: name, probes } of item.failures) failures.set(name, (failures.get(name) ?? 0) + probes)
  const chosen = readProbeQuery({ code }).filter.codes ?? []
  return (
    <FilterMenu
      label="Code"
      chosen={chosen}
      options={[...new Set([...chosen, ...failures.keys()])].map((value) => ({
        value,
        label: sayCode(value as (typeof chosen)[number]),
        ...(failures.has(value) ? { note: formatCount(failures.get(value)) } : {}),
      }))}
      none={results.isPending ? 'Looking…' : 'No probe has failed'}
      onOpen={() => setAsked(true)}
      onChange={onChange}
    />
  )
}
