import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { Glyph, Section } from '#renderer/ui'
import type { FormPart } from '../form-part.ts'
import { nextId } from '../listed.ts'
import formClasses from '../new-run.module.css'
import { variablesOf } from '../variables.ts'
import { DimensionFields } from './dimension-fields.tsx'
import type { DraftScenarios } from './draft-scenarios.ts'
import { RowsPreview } from './rows-preview.tsx'
import classes from './scenarios.module.css'
import { useRows } from './use-rows.ts'

const modes: readonly { readonly value: DraftScenarios['mode']; readonly label: string; readonly does: string }[] = [
  { value: 'none', label: 'None', does: 'Rows can be made of values by dimension. A dataset may stand beside them.' },
  { value: 'grid', label: 'Grid', does: 'Each value with each; the last dimension turns fastest.' },
  { value: 'zip', label: 'Zipped', does: 'The first of each, the second of each, and so on: all have as many.' },
  { value: 'sample', label: 'Sample', does: 'Some of each with each, drawn by the seed: the same seed, the same sample.' },
]

/** Rows made of values by dimension, beside the dataset's or without one, and what they come to. */
export function ScenariosSection({ draft, errors, edit }: FormPart) {
  const { scenarios, datasetKind } = draft
  const { mode, dimensions, count, seed } = scenarios
  const { rows, errors: ofRows } = useRows(draft, mode !== 'none' || datasetKind === 'file')
  const shown = new Map([...ofRows.fields, ...errors])
  const set = (change: Partial<DraftScenarios>) => edit({ scenarios: { ...scenarios, ...change } })
  const add = () => set({ dimensions: [...dimensions, { id: nextId(dimensions), name: '', values: '' }] })
  const choose = (value: string) => {
    const chosen = modes.find((one) => one.value === value)?.value ?? 'none'
    set({ mode: chosen, ...(chosen !== 'none' && dimensions.length === 0 ? { dimensions: begunOf(draft) } : {}) })
  }
  const general = ['scenarios', 'scenarios.dimensions', 'scenarios.mode'].flatMap((field) => shown.get(field) ?? [])
  const isWithRows = mode !== 'none' && datasetKind !== 'none'
  return (
    <Section
      title="Scenarios"
      aside={
        <SegmentedControl
          aria-label="Kind of scenarios"
          value={mode}
          onChange={choose}
          data={modes.map(({ value, label }) => ({ value, label }))}
        />
      }
    >
      <div className={formClasses['field']}>
        <p className={formClasses['hint']}>
          {modes.find(({ value }) => value === mode)?.does}
          {isWithRows ? ' Each row of the dataset stands with each of these.' : ''}
        </p>
        {general.map((words) => (
          <p key={words} className={formClasses['error']} role="alert">
            {words}
          </p>
        ))}
        {mode === 'none' ? null : (
          <>
            <ul className={classes['dimensions']}>
              {dimensions.map((dimension, index) => (
                <DimensionFields
                  key={dimension.id}
                  dimension={dimension}
                  number={index + 1}
                  error={shown.get(`scenarios.dimensions.${dimension.name.trim()}`)}
                  onChange={(changed) => set({ dimensions: dimensions.with(index, changed) })}
                  onRemove={() => set({ dimensions: dimensions.toSpliced(index, 1) })}
                />
              ))}
            </ul>
            <Button className={formClasses['addMessage']} leftSection={<Glyph name="plus" size={14} />} onClick={add}>
              Add a dimension
            </Button>
          </>
        )}
        {mode === 'sample' ? (
          <div className={classes['sample']}>
            <TextInput
              label="Scenarios of the sample"
              inputMode="numeric"
              value={count}
              error={shown.get('scenarios.count')}
              onChange={(event) => set({ count: event.currentTarget.value })}
            />
            <TextInput
              label="Seed of the sample"
              inputMode="numeric"
              placeholder="1"
              value={seed}
              error={shown.get('scenarios.seed')}
              onChange={(event) => set({ seed: event.currentTarget.value })}
            />
          </div>
        ) : null}
        {ofRows.rest.map((words) => (
          <p key={words} className={formClasses['error']} role="alert">
            {words}
          </p>
        ))}
        {mode === 'none' && ofRows.fields.has('dataset') && !errors.has('dataset') ? (
          <p className={formClasses['error']} role="alert">
            {ofRows.fields.get('dataset')}
          </p>
        ) : null}
        <RowsPreview rows={rows} />
      </div>
    </Section>
  )
}

/** Scenarios begin with what the prompt wants filled and the dataset does not. */
function begunOf(draft: FormPart['draft']): DraftScenarios['dimensions'] {
  const { datasetKind, rows } = draft
  const isFilled = (name: string) => datasetKind === 'rows' && rows.columns.includes(name)
  const names = datasetKind === 'file' ? [] : variablesOf(draft).filter((name) => !isFilled(name))
  return (names.length === 0 ? [''] : names).map((name, id) => ({ id, name, values: '' }))
}
