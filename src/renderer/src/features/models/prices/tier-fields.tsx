import { ActionIcon, Checkbox, TextInput } from '@mantine/core'
import { rateClasses } from '#renderer/parts'
import { Glyph } from '#renderer/ui'
import { perOf, type RateUnit } from '../rate-unit.ts'
import type { PriceErrors, TierForm } from './price-form.ts'
import classes from './prices.module.css'

interface TierFieldsProps {
  readonly tier: TierForm
  readonly index: number
  readonly isLast: boolean
  readonly isOnly: boolean
  readonly unit: RateUnit
  readonly errors: PriceErrors
  readonly onFill: (part: Partial<TierForm>) => void
  readonly onRemove: () => void
}

/** Which requests a tier prices, and what each class costs them. */
export function TierFields({ tier, index, isLast, isOnly, unit, errors, onFill, onRemove }: TierFieldsProps) {
  const text = (field: 'contextTokensOver' | 'serviceTier' | 'fromHour' | 'toHour', error?: string) => ({
    value: tier[field],
    error: errors.get(`tiers.${index}.${error ?? field}`),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onFill({ [field]: event.currentTarget.value }),
  })
  return (
    <fieldset className={classes['fields']}>
      <legend>{isOnly ? 'Every request' : isLast ? 'Every other request' : `Tier ${index + 1}: requests`}</legend>
      {isLast ? null : (
        <>
          <ActionIcon className={classes['remove']} aria-label={`Remove tier ${index + 1}`} onClick={onRemove}>
            <Glyph name="trash" size={14} />
          </ActionIcon>
          <div className={classes['grid']}>
            <TextInput label="Above input tokens" placeholder="any" inputMode="numeric" {...text('contextTokensOver')} />
            <TextInput label="Service tier" placeholder="any" {...text('serviceTier')} />
            <TextInput label="From hour, UTC" placeholder="any" inputMode="numeric" {...text('fromHour', 'hours')} />
            <TextInput label="To hour, UTC" placeholder="any" inputMode="numeric" {...text('toHour')} />
          </div>
          <Checkbox
            label="From exactly that many on, not only above"
            checked={tier.isInclusive}
            onChange={(event) => onFill({ isInclusive: event.currentTarget.checked })}
          />
        </>
      )}
      <p className={classes['soft']}>US dollars per {perOf(unit)}; images and requests each. Empty is not known, 0 is free.</p>
      <div className={classes['grid']}>
        {rateClasses.map(({ key, label, isEach }) => (
          <TextInput
            key={key}
            label={isEach ? `${label}, each` : label}
            placeholder="not known"
            leftSection="$"
            inputMode="decimal"
            value={tier.rates[key]}
            error={errors.get(`tiers.${index}.rates.${key}`)}
            onChange={(event) => onFill({ rates: { ...tier.rates, [key]: event.currentTarget.value } })}
          />
        ))}
      </div>
    </fieldset>
  )
}
