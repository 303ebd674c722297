import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SettingKey } from '#contract/settings'
import type { FormErrors } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Glyph } from '#renderer/ui'
import { fieldsOf, mostPauses, type SettingField, type SettingForm, withoutPause, withPause } from './setting-form.ts'
import classes from './settings.module.css'

interface SettingInputsProps {
  readonly settingKey: SettingKey
  readonly form: SettingForm
  readonly errors: FormErrors['fields']
  readonly fill: (part: SettingForm) => void
  /** Puts another form in place of this one. */
  readonly replace: (form: SettingForm) => void
}

/** The fields of a setting, each with its range in words. */
export function SettingInputs({ settingKey, form, errors, fill, replace }: SettingInputsProps) {
  const fields = fieldsOf(settingKey, form)
  if (settingKey === 'rateLimitBackoffMs') return <Schedule fields={fields} form={form} errors={errors} fill={fill} replace={replace} />
  return (
    <div className={classes['fields']}>
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          value={form[field.name] ?? ''}
          error={errors.get(field.name)}
          onChange={(text) => fill({ [field.name]: text })}
        />
      ))}
    </div>
  )
}

interface InputProps {
  readonly field: SettingField
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (text: string) => void
}

function Input({ field, value, error, onChange }: InputProps) {
  if (field.kind === 'zone') return <ZoneInput field={field} value={value} error={error} onChange={onChange} />
  if (field.kind === 'model') return <ModelInput field={field} value={value} error={error} onChange={onChange} />
  return (
    <TextInput
      label={field.label}
      description={field.range}
      inputMode="decimal"
      leftSection={field.kind === 'money' ? '$' : undefined}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function ZoneInput({ field, value, error, onChange }: InputProps) {
  return (
    <Select
      label={field.label}
      description={field.range}
      searchable
      limit={100}
      data={[...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), value])].filter((zone) => zone !== '')}
      value={value}
      error={error}
      allowDeselect={false}
      onChange={(zone) => onChange(zone ?? '')}
    />
  )
}

/** Models are looked for where they are: there may be thousands. */
function ModelInput({ field, value, error, onChange }: InputProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim() === value ? '' : text.trim(), 150)
  const { data, isFetching } = useQuery(
    useApi().models.list.queryOptions({
      input: { status: 'active', limit: 50, ...(search === '' ? {} : { search }) },
      placeholderData: (previous) => previous,
    }),
  )
  const found = data?.items.map(({ ref }) => String(ref)) ?? []
  return (
    <Select
      label={field.label}
      description={field.range}
      placeholder="The default of a provider"
      searchable
      clearable
      data={[...new Set(value === '' ? found : [value, ...found])]}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={isFetching ? 'Looking …' : 'No active model is called so'}
      openOnFocus={false}
      value={value === '' ? null : value}
      error={error}
      onChange={(ref) => onChange(ref ?? '')}
    />
  )
}

type ScheduleProps = Omit<SettingInputsProps, 'settingKey'> & { readonly fields: readonly SettingField[] }

/** Pauses one after the other, each with a bar as long as it is. */
function Schedule({ fields, form, errors, fill, replace }: ScheduleProps) {
  const longest = Math.max(1, ...fields.map(({ name }) => Number(form[name]) || 0))
  return (
    <div className={classes['schedule']}>
      <p className={classes['range']}>Each {fields[0]?.range ?? ''}; 1 to 20 of them</p>
      <ol>
        {fields.map(({ name, label }, index) => (
          <li key={name}>
            <TextInput
              w={120}
              aria-label={label}
              leftSection={index + 1}
              rightSection="s"
              inputMode="decimal"
              value={form[name] ?? ''}
              error={errors.get(name)}
              onChange={(event) => fill({ [name]: event.currentTarget.value })}
            />
            {fields.length === 1 ? null : (
              <ActionIcon aria-label={`Remove ${label.replace(', s', '').toLowerCase()}`} onClick={() => replace(withoutPause(form, name))}>
                <Glyph name="close" size={12} />
              </ActionIcon>
            )}
            <span className={classes['bar']} style={{ width: `${((Number(form[name]) || 0) / longest) * 240}px` }} />
          </li>
        ))}
      </ol>
      {fields.length >= mostPauses ? null : (
        <Button size="compact-xs" leftSection={<Glyph name="plus" size={12} />} onClick={() => replace(withPause(form))}>
          Add a pause
        </Button>
      )}
    </div>
  )
}
