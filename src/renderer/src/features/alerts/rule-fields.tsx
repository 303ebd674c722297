import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { AlertChannelView } from '#contract/alerts'
import { type FormErrors, ModelSelect, useModels } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import classes from './alerts.module.css'
import { fieldsOf, type NumberField, quietField, type RuleForm, withKind } from './rule-form.ts'
import { conditionKinds, conditionWords, departureWords } from './rule-words.ts'

interface RuleFieldsProps {
  readonly form: RuleForm
  readonly errors: FormErrors['fields']
  readonly channels: readonly AlertChannelView[]
  readonly fill: (part: Partial<RuleForm>) => void
}

/** Everything that a rule is made of: what is minded, by how much, of whom, and who is told. */
export function RuleFields({ form, errors, channels, fill }: RuleFieldsProps) {
  const { numbers, parties } = fieldsOf(form.on)
  const numberInput = (field: NumberField) => (
    <TextInput
      key={field.name}
      label={field.label}
      description={field.range}
      inputMode="decimal"
      leftSection={field.rule === undefined ? '$' : undefined}
      value={form.numbers[field.name] ?? ''}
      error={errors.get(field.name)}
      onChange={(event) => fill({ numbers: { ...form.numbers, [field.name]: event.currentTarget.value } })}
    />
  )
  return (
    <>
      <TextInput
        label="Name"
        description="As it is told, such as high-spend"
        spellCheck={false}
        data-autofocus
        value={form.name}
        error={errors.get('name')}
        onChange={(event) => fill({ name: event.currentTarget.value })}
      />
      <Select
        label="What is minded"
        description={conditionWords[form.on].does}
        allowDeselect={false}
        data={conditionKinds.map((kind) => ({ value: kind, label: conditionWords[kind].title }))}
        value={form.on}
        onChange={(value) => {
          const kind = conditionKinds.find((each) => each === value)
          if (kind !== undefined) fill(withKind(form, kind))
        }}
      />
      {numbers.length === 0 ? null : <div className={classes['numbers']}>{numbers.map(numberInput)}</div>}
      {form.on === 'departure' ? <Departures form={form} error={errors.get('of')} fill={fill} /> : null}
      {parties.length === 0 ? null : (
        <div className={classes['numbers']}>
          {parties.includes('provider') ? <ProviderField form={form} error={errors.get('provider')} fill={fill} /> : null}
          {parties.includes('model') ? <ModelField form={form} error={errors.get('model')} fill={fill} /> : null}
        </div>
      )}
      <MultiSelect
        label="Also told to"
        description={
          channels.length === 0
            ? 'There is no webhook yet: add one under Webhooks. The inbox and the notices of the system always tell it.'
            : 'Webhooks. The inbox and the notices of the system always tell it.'
        }
        searchable
        openOnFocus={false}
        data={[...new Set([...channels.map(({ name }) => name), ...form.channels])]}
        disabled={channels.length === 0 && form.channels.length === 0}
        value={[...form.channels]}
        error={errors.get('channels')}
        onChange={(names) => fill({ channels: names })}
      />
      <div className={classes['numbers']}>{numberInput(quietField)}</div>
      <Checkbox label="It is on" checked={form.isEnabled} onChange={(event) => fill({ isEnabled: event.currentTarget.checked })} />
    </>
  )
}

interface PartProps {
  readonly form: RuleForm
  readonly error: string | undefined
  readonly fill: RuleFieldsProps['fill']
}

function Departures({ form, error, fill }: PartProps) {
  const parts = Object.keys(departureWords) as (keyof typeof departureWords)[]
  return (
    <Checkbox.Group
      label="What of it"
      value={[...form.of]}
      error={error}
      onChange={(chosen) => fill({ of: parts.filter((part) => chosen.includes(part)) })}
    >
      <div className={classes['checks']}>
        {parts.map((part) => (
          <Checkbox key={part} value={part} label={upper(departureWords[part])} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

function ProviderField({ form, error, fill }: PartProps) {
  const { data } = useQuery(useApi().providers.list.queryOptions({ input: { limit: 500 } }))
  const keys = data?.items.map(({ key }) => String(key)) ?? []
  return (
    <Select
      label="Of provider"
      description="Empty: of all"
      placeholder="All"
      clearable
      clearButtonProps={{ 'aria-label': 'Of all providers' }}
      searchable
      data={[...new Set([...keys, form.provider])].filter((key) => key !== '')}
      value={form.provider === '' ? null : form.provider}
      error={error}
      onChange={(value) => fill({ provider: value ?? '', ...(value === null ? {} : { model: '' }) })}
    />
  )
}

function ModelField({ form, error, fill }: PartProps) {
  const { models } = useModels()
  return (
    <ModelSelect
      label="Of model"
      description="One alone, in place of a provider"
      models={models}
      none="Any model"
      value={form.model === '' ? null : models.find(({ ref }) => ref === form.model)?.ref}
      error={error}
      onChange={(chosen) => fill({ model: chosen ?? '', ...(chosen === null || chosen === undefined ? {} : { provider: '' }) })}
    />
  )
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
