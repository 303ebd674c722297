import { Select, TextInput } from '@mantine/core'
import { formatCount } from '#renderer/lib'
import { abilities, type FieldErrors, type Known, type ModelForm } from './model-form.ts'
import classes from './models.module.css'

interface ModelFieldsProps {
  readonly form: ModelForm
  readonly errors: FieldErrors
  readonly pools: readonly string[]
  readonly onFill: (part: Partial<ModelForm>) => void
}

const abilityWords = { reasoning: 'Reasons', vision: 'Sees images', tools: 'Calls tools' } as const

/** What a person may say of any model. */
export function ModelFields({ form, errors, pools, onFill }: ModelFieldsProps) {
  const text = (field: 'name' | 'contextWindow' | 'maxOutput' | 'sunset') => ({
    value: form[field],
    error: errors.get(field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onFill({ [field]: event.currentTarget.value }),
  })
  return (
    <>
      <div className={classes['pair']}>
        <TextInput label="Name" description="As people call it." {...text('name')} />
        <Select
          label="Pool"
          description="Whose limits its calls keep."
          data={[...new Set([...pools, form.pool])].filter(Boolean)}
          value={form.pool}
          error={errors.get('pool')}
          allowDeselect={false}
          onChange={(pool) => onFill({ pool: pool ?? '' })}
        />
      </div>
      <div className={classes['pair']}>
        <TextInput
          label="Context, tokens"
          description={counted(form.contextWindow, 'Input and output together.')}
          placeholder="not known"
          inputMode="numeric"
          {...text('contextWindow')}
        />
        <TextInput
          label="Most output, tokens"
          description={counted(form.maxOutput, 'In one answer.')}
          placeholder="not known"
          inputMode="numeric"
          {...text('maxOutput')}
        />
        <TextInput label="Sunset" description="Warned of 30 days before." type="date" {...text('sunset')} />
      </div>
      <div className={classes['pair']}>
        {abilities.map((ability) => (
          <Select
            key={ability}
            label={abilityWords[ability]}
            allowDeselect={false}
            data={[
              { value: '', label: 'Not known' },
              { value: 'yes', label: 'Yes' },
              { value: 'no', label: 'No' },
            ]}
            value={form[ability]}
            onChange={(value) => onFill({ [ability]: readKnown(value) })}
          />
        ))}
      </div>
    </>
  )
}

function readKnown(value: string | null): Known {
  return value === 'yes' || value === 'no' ? value : ''
}

/** A long number once more with its thousands parted. */
function counted(text: string, otherwise: string): string {
  return /^\d{5,12}$/.test(text.trim()) ? `That is ${formatCount(Number(text))}.` : otherwise
}
