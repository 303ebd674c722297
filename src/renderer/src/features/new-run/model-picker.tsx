import { MultiSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Model } from '#contract/catalog'
import { Glyph } from '#renderer/ui'
import type { DraftModel } from './draft.ts'
import { notAvailable, priceOf } from './model-words.ts'
import classes from './models.module.css'

/** More are found by typing. */
const mostShown = 60

/** Adds a model by what it is called; those that can be asked come first. */
export function ModelPicker({
  catalog,
  chosen,
  error,
  onChoose,
}: {
  readonly catalog: readonly Model[]
  readonly chosen: readonly DraftModel[]
  readonly error: string | undefined
  readonly onChoose: (ref: string) => void
}) {
  const [search, setSearch] = useState('')
  const groups = useMemo(() => groupsOf(catalog, chosen), [catalog, chosen])
  const byRef = useMemo(() => new Map<string, Model>(catalog.map((model) => [model.ref, model])), [catalog])
  return (
    <MultiSelect
      aria-label="Add a model"
      placeholder="Add a model: type its name or its provider"
      leftSection={<Glyph name="search" size={14} />}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      selectFirstOptionOnChange
      limit={mostShown}
      maxDropdownHeight={320}
      nothingFoundMessage="No model is called so"
      value={[]}
      data={groups}
      error={error}
      onChange={(refs) => {
        for (const ref of refs) onChoose(ref)
        setSearch('')
      }}
      renderOption={({ option }) => <Option model={byRef.get(option.value)} />}
    />
  )
}

function Option({ model }: { readonly model: Model | undefined }) {
  if (model === undefined) return null
  const reason = notAvailable(model.availability)
  return (
    <span className={classes['option']}>
      <span>
        {model.ref}
        {model.isDefault ? <span className={classes['default']}>default</span> : null}
        {reason === undefined ? null : <span className={classes['reason']}>{reason}</span>}
      </span>
      <span className={classes['modelPrice']}>{priceOf(model)}</span>
    </span>
  )
}

function groupsOf(catalog: readonly Model[], chosen: readonly DraftModel[]) {
  const taken = new Set<string>(chosen.map(({ ref }) => ref))
  const byProvider = Map.groupBy(
    catalog.filter(({ ref }) => !taken.has(ref)),
    ({ provider }) => provider,
  )
  const isUsable = (models: readonly Model[]) => models.some(({ availability }) => availability === 'available')
  return [...byProvider]
    .toSorted(([, left], [, right]) => Number(isUsable(right)) - Number(isUsable(left)))
    .map(([group, models]) => ({ group, items: models.map(({ ref }) => ({ value: ref, label: ref })) }))
}
