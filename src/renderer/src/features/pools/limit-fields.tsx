import { Switch, TextInput } from '@mantine/core'
import { type FormErrors, sayRange } from '#renderer/parts'
import { adaptiveFields, type LimitsForm, parallelFields, rateFields } from './limits-form.ts'
import classes from './pools.module.css'

interface LimitFieldsProps {
  readonly form: LimitsForm
  readonly errors: FormErrors['fields']
  readonly fill: (part: Partial<LimitsForm>) => void
}

/** Every limit of a pool, each with its unit and its range. */
export function LimitFields({ form, errors, fill }: LimitFieldsProps) {
  const number = ({ field, label, rule }: (typeof rateFields)[number]) => (
    <TextInput
      key={field}
      label={label}
      description={sayRange(rule)}
      inputMode="numeric"
      value={form[field]}
      error={errors.get(field)}
      onChange={(event) => fill({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <div className={classes['two']}>{parallelFields.map(number)}</div>
      <div className={classes['two']}>
        {rateFields.map(number)}
        <TextInput
          label="Day begins"
          description="Time and zone by which the provider counts a day"
          value={form.dayResetsAt}
          error={errors.get('dayResetsAt')}
          onChange={(event) => fill({ dayResetsAt: event.currentTarget.value })}
        />
      </div>
      <Switch
        label="Find by trying how many calls may be in flight"
        description="Grows while all goes well, falls when the provider says “too fast”; never above the calls in flight"
        checked={form.adaptive}
        error={errors.get('adaptive')}
        onChange={(event) => fill({ adaptive: event.currentTarget.checked })}
      />
      {form.adaptive ? <div className={classes['two']}>{adaptiveFields.map(number)}</div> : null}
    </>
  )
}
