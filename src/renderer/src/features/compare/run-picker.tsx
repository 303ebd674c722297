import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RunId } from '#contract/ids'
import type { RunSummary } from '#contract/runs'
import { formatInstant } from '#renderer/lib'
import { passRateOf } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import classes from './compare.module.css'

interface RunPickerProps {
  readonly side: 'A' | 'B'
  readonly value: string | undefined
  readonly onChange: (run: string | undefined) => void
}

/** One of the runs, found by a part of its name, its user or a model. Newest first. */
export function RunPicker({ side, value, onChange }: RunPickerProps) {
  const api = useApi()
  const [text, setText] = useState('')
  const chosen = useQuery({ ...api.runs.get.queryOptions({ input: { run: value as RunId } }), enabled: value !== undefined })
  const find = text.trim().slice(0, 200)
  const isTyped = find !== '' && find !== (chosen.data === undefined ? undefined : labelOf(chosen.data))
  const listed = useQuery(
    api.runs.list.queryOptions({ input: { limit: 100, ...(isTyped ? { text: find } : {}) }, placeholderData: (previous) => previous }),
  )
  const runs = [
    ...new Map([...(chosen.data === undefined ? [] : [chosen.data]), ...(listed.data?.items ?? [])].map((run) => [run.id, run])).values(),
  ]
  return (
    <Select
      className={classes['picker']}
      label={`Run ${side}`}
      placeholder="Choose a run"
      searchable
      openOnFocus={false}
      withScrollArea={false}
      // What is found is found by the engine.
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage="No run is called so"
      data={runs.map((run) => ({ value: run.id, label: labelOf(run) }))}
      value={value ?? null}
      error={chosen.error === null ? undefined : 'There is no such run'}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

function labelOf({ name, createdAtMs, checks }: RunSummary): string {
  return [name, formatInstant(createdAtMs), ...(checks === null ? [] : [`${passRateOf(checks)} passed`])].join(' · ')
}
