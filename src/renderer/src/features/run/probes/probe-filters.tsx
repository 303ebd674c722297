import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { memo, useState } from 'react'
import type { RunSummary } from '#contract/runs'
import { formatCount, sayCode } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { wordOf } from './describe-probe.ts'
import { FilterMenu } from './filter-menu.tsx'
import { allStatuses, readProbeQuery, valuesOf } from './probe-query.ts'
import { TextFilter } from './text-filter.tsx'

type Named = 'status' | 'model' | 'code'

/** The filters of the table. They stand in the address: what is shown can be sent to somebody, and is there after a refresh. Rows that come and go draw none of them anew. */
export const ProbeFilters = memo(PlainProbeFilters)

function PlainProbeFilters({ summary }: { readonly summary: RunSummary }) {
  const { status, model, code, text, fallback } = useSearch({ from: '/runs/$run' })
  const navigate = useNavigate({ from: '/runs/$run' })
  // Results are of the whole run, which takes a while where it is large: the rows come first.
  const [isAsked, setAsked] = useState(false)
  const results = useQuery(useApi().runs.results.queryOptions({ input: { run: summary.id, fallback: 'include' }, enabled: isAsked }))
  const failures = new Map<string, number>()
  for (const item of results.data?.items ?? [])
    for (const { code: name, probes } of item.failures) failures.set(name, (failures.get(name) ?? 0) + probes)
  const chosenCodes = readProbeQuery({ code }).filter.codes ?? []
  const set = (name: Named | 'text' | 'fallback', value: string | undefined) =>
    void navigate({
      search: ({ [name]: _, ...search }) => (value === undefined || value === '' ? search : { ...search, [name]: value }),
      replace: true,
    })
  const choose = (name: Named) => (values: readonly string[]) => set(name, values.join(','))
  return (
    <>
      <TextFilter value={text ?? ''} onChange={(value) => set('text', value)} />
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
      <FilterMenu
        label="Code"
        chosen={chosenCodes}
        options={[...new Set([...chosenCodes, ...failures.keys()])].map((value) => ({
          value,
          label: sayCode(value as (typeof chosenCodes)[number]),
          ...(failures.has(value) ? { note: formatCount(failures.get(value)) } : {}),
        }))}
        none={results.isPending ? 'Looking…' : 'No probe has failed'}
        onOpen={() => setAsked(true)}
        onChange={choose('code')}
      />
      <Select
        w={150}
        aria-label="Fallback"
        placeholder="Fallback: any"
        clearable
        allowDeselect
        data={[
          { value: 'no', label: 'Own model' },
          { value: 'yes', label: 'Fallback' },
        ]}
        value={fallback ?? null}
        onChange={(value) => set('fallback', value ?? undefined)}
      />
      {[status, model, code, text, fallback].some((value) => value !== undefined) ? (
        <Button
          variant="subtle"
          onClick={() =>
            void navigate({ search: ({ status: _s, model: _m, code: _c, text: _t, fallback: _f, ...search }) => search, replace: true })
          }
        >
          Clear
        </Button>
      ) : null}
    </>
  )
}
