import { Select, TextInput } from '@mantine/core'
import type { ModelRef } from '#contract/ids'
import { fieldOfInstant, readInstant } from '#renderer/lib'
import { ModelSelect, useKeptText, useModels } from '#renderer/parts'
import classes from '../reports.module.css'
import type { ReportsSearch } from '../search.ts'
import type { ReportsChange } from '../use-report-search.ts'

const choices = [
  { value: 'now', label: 'Those in force now' },
  { value: 'instant', label: 'Those in force at an instant' },
  { value: 'model', label: 'Those of another model' },
  { value: 'factor', label: 'Each model’s own, times a factor' },
] as const

interface PriceFieldsProps {
  readonly search: ReportsSearch
  readonly change: (change: ReportsChange) => void
}

/** At which prices calls are imagined. */
export function PriceFields({ search, change }: PriceFieldsProps) {
  const { at } = search
  return (
    <div className={classes['prices']}>
      <Select
        label="At which prices"
        w={250}
        allowDeselect={false}
        data={[...choices]}
        value={at ?? 'now'}
        onChange={(value) => change({ at: value === 'instant' || value === 'model' || value === 'factor' ? value : undefined })}
      />
      {at === 'instant' ? <InstantField search={search} change={change} /> : null}
      {at === 'model' ? <ModelField search={search} change={change} /> : null}
      {at === 'factor' ? (
        <>
          <FactorField label="Input, times" value={search.input} onChange={(input) => change({ input })} />
          <FactorField label="Output, times" value={search.output} onChange={(output) => change({ output })} />
        </>
      ) : null}
    </div>
  )
}

function InstantField({ search: { on }, change }: PriceFieldsProps) {
  const [text, setText] = useKeptText(on === undefined ? '' : fieldOfInstant(Date.parse(on)), (typed) => {
    const atMs = readInstant(typed)
    if (typed === '' || atMs !== undefined) change({ on: atMs === undefined ? undefined : new Date(atMs).toISOString() })
  })
  return (
    <TextInput
      type="datetime-local"
      step={1}
      label="Instant, of this machine’s zone"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

function ModelField({ search: { as }, change }: PriceFieldsProps) {
  const { models } = useModels()
  return (
    <div style={{ width: 260 }}>
      <ModelSelect
        label="Model"
        models={models}
        value={as as ModelRef | undefined}
        onChange={(chosen) => change({ as: chosen ?? undefined })}
      />
    </div>
  )
}

function FactorField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number | undefined
  readonly onChange: (factor: number | undefined) => void
}) {
  const [text, setText] = useKeptText(value === undefined ? '' : String(value), (typed) => {
    const factor = readFactor(typed)
    if (typed === '' || factor !== undefined) onChange(factor)
  })
  const isWrong = text.trim() !== '' && readFactor(text) === undefined
  return (
    <TextInput
      label={label}
      w={130}
      inputMode="decimal"
      placeholder="1"
      value={text}
      error={isWrong ? '0 to 1,000, such as 1.2' : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

function readFactor(text: string): number | undefined {
  const factor = /^\s*(\d+\.?\d*|\.\d+)\s*$/.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(factor) && factor <= 1000 ? factor : undefined
}
