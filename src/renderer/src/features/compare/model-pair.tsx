import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunId } from '#contract/ids'
import { useApi } from '#renderer/transport'
import classes from './compare.module.css'
import { readModels } from './open-key.ts'

/** One model of each run, where not each is meant with itself. */
export function ModelPair({ a, b }: { readonly a: string; readonly b: string }) {
  const { models } = useSearch({ from: '/compare' })
  const navigate = useNavigate({ from: '/compare' })
  const told = readModels(models)
  /** The one that was chosen while the other is still to be. */
  const [half, setHalf] = useState<{ readonly a?: string; readonly b?: string }>({})
  const chosen = { a: told?.a ?? half.a, b: told?.b ?? half.b }
  const choose = (side: 'a' | 'b') => (model: string | null) => {
    const next = { ...chosen, [side]: model ?? undefined }
    setHalf({ ...(next.a === undefined ? {} : { a: next.a }), ...(next.b === undefined ? {} : { b: next.b }) })
    void navigate({
      search: ({ models: _, open: __, ...search }) =>
        next.a === undefined || next.b === undefined ? search : { ...search, models: `${next.a}|${next.b}` },
      replace: true,
    })
  }
  return (
    <>
      <OfRun run={a} label="Model of A" value={chosen.a} onChange={choose('a')} />
      <OfRun run={b} label="Model of B" value={chosen.b} onChange={choose('b')} />
    </>
  )
}

function OfRun({
  run,
  label,
  value,
  onChange,
}: {
  readonly run: string
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (model: string | null) => void
}) {
  const { data } = useQuery(useApi().runs.get.queryOptions({ input: { run: run as RunId } }))
  return (
    <Select
      className={classes['model']}
      label={label}
      placeholder="Each with itself"
      clearable
      withScrollArea={false}
      data={[...new Set([...(data?.models ?? []), ...(value === undefined ? [] : [value])])]}
      value={value ?? null}
      onChange={onChange}
    />
  )
}
