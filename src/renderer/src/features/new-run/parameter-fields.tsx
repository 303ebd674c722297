import { Select, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DraftParameters } from './draft.ts'
import type { FormPart } from './form-part.ts'
import classes from './new-run.module.css'

const numbers = [
  { key: 'temperature', label: 'Temperature', hint: '0 to 2' },
  { key: 'topP', label: 'Top P', hint: '0 to 1' },
  { key: 'maxOutputTokens', label: 'Max output tokens', hint: 'reasoning included' },
  { key: 'seed', label: 'Seed', hint: 'a whole number' },
] as const
const efforts = ['none', 'minimal', 'low', 'medium', 'high'] as const

interface ParameterFieldsProps {
  readonly value: DraftParameters
  readonly onChange: (value: DraftParameters) => void
  readonly errors: FormPart['errors']
  /** Where they stand in the batch: `parameters`, `models[2].parameters`. */
  readonly path: string
  /** Whose they are, for those who do not see where they stand. */
  readonly of?: string
  /** Fields that stand before them. */
  readonly children?: ReactNode
}

/** Parameters, a field each; what is left empty is not sent. */
export function ParameterFields({ value, onChange, errors, path, of, children }: ParameterFieldsProps) {
  const named = (label: string) => (of === undefined ? {} : { 'aria-label': `${label} of ${of}` })
  const error = (key: keyof DraftParameters) => errors.get(`${path}.${key}`)
  const set = (key: keyof DraftParameters, text: string | null) => onChange({ ...value, [key]: text ?? '' })
  return (
    <div className={classes['parameters']}>
      {children}
      {numbers.map(({ key, label, hint }) => (
        <TextInput
          key={key}
          label={label}
          {...named(label)}
          placeholder={hint}
          inputMode="decimal"
          value={value[key]}
          error={error(key)}
          onChange={(event) => set(key, event.currentTarget.value)}
        />
      ))}
      <Select
        label="Reasoning effort"
        {...named('Reasoning effort')}
        placeholder="not said"
        clearable
        data={efforts}
        value={efforts.find((effort) => effort === value.reasoningEffort) ?? null}
        error={error('reasoningEffort')}
        onChange={(effort) => set('reasoningEffort', effort)}
      />
      <Select
        label="Stream"
        {...named('Stream')}
        placeholder="not said"
        clearable
        data={[
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]}
        value={value.stream === '' ? null : value.stream}
        error={error('stream')}
        onChange={(stream) => set('stream', stream)}
      />
      <TextInput
        label="Service tier"
        {...named('Service tier')}
        placeholder="the provider’s word"
        value={value.serviceTier}
        error={error('serviceTier')}
        onChange={(event) => set('serviceTier', event.currentTarget.value)}
      />
      <Textarea
        label="Stop at"
        {...named('Stop at')}
        placeholder="a text a line, \n for a line’s end"
        autosize
        minRows={1}
        maxRows={4}
        value={value.stopSequences}
        error={error('stopSequences')}
        onChange={(event) => set('stopSequences', event.currentTarget.value)}
      />
    </div>
  )
}
