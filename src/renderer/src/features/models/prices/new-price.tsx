import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Model } from '#contract/catalog'
import type { PriceVersion } from '#contract/prices'
import { formatInstantWithZone } from '#renderer/lib'
import { formErrorsOf, ReasonField, toastEdited } from '#renderer/parts'
import { Glyph, Notice, Section } from '#renderer/ui'
import modelClasses from '../models.module.css'
import type { RateUnit } from '../rate-unit.ts'
import { useFirstError } from '../use-first-error.ts'
import { formOf, instantText, type PriceErrors, type PriceForm, told, versionOf, withTier } from './price-form.ts'
import classes from './prices.module.css'
import { TierFields } from './tier-fields.tsx'
import { usePriceCommands } from './use-price-commands.ts'

interface NewPriceProps {
  readonly model: Model
  readonly unit: RateUnit
  /** What its fields begin with; null: nothing is known. */
  readonly like: PriceVersion | null
  /** It takes the place of `like`, from the same instant on. */
  readonly replaces: boolean
  readonly onClose: () => void
}

/** A further version. A wrong one is replaced or withdrawn, never edited. */
export function NewPrice({ model, unit, like, replaces, onClose }: NewPriceProps) {
  const [kept, setForm] = useState(() => formOf(like, unit, replaces ? 'its_own' : 'now'))
  const [errors, setErrors] = useState<PriceErrors>(new Map())
  const element = useFirstError(errors)
  const [rest, setRest] = useState<readonly string[]>([])
  const { add } = usePriceCommands()
  const form = kept.unit === unit ? kept : told(kept, unit)
  if (form !== kept) setForm(form)
  const fill = (part: Partial<PriceForm>) => {
    setForm((before) => ({ ...before, ...part }))
    setErrors(new Map())
    setRest([])
  }
  const text = (field: 'at' | 'source' | 'sourceUrl' | 'note') => ({
    value: form[field],
    error: errors.get(field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => fill({ [field]: event.currentTarget.value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { version, errors: found = new Map() } = versionOf(form, replaces ? like?.effectiveFromMs : undefined)
    setErrors(found)
    setRest([])
    if (version === undefined) return
    add.mutate(
      { model: model.ref, ...version },
      {
        onSuccess: ({ change, effectiveFromMs, createdAtMs }) => {
          toastEdited(change, sayAdded(model.ref, effectiveFromMs, createdAtMs))
          onClose()
        },
        onError: (error) => {
          const refused = formErrorsOf(error, fieldOfPath)
          setErrors(refused.fields)
          setRest(refused.rest)
        },
      },
    )
  }
  const tier = (index: number) => (part: Partial<PriceForm['tiers'][number]>) =>
    fill({ tiers: form.tiers.map((each, at) => (at === index ? { ...each, ...part } : each)) })
  return (
    <Section
      title={replaces && like !== null ? `In the place of the version from ${formatInstantWithZone(like.effectiveFromMs)}` : 'A new price'}
    >
      <form ref={element} className={modelClasses['form']} onSubmit={submit} noValidate autoComplete="off">
        <div className={classes['start']}>
          <SegmentedControl
            aria-label="When it begins"
            value={form.starts}
            onChange={(starts) =>
              fill(starts === 'at' ? { starts, at: form.at === '' ? instantText(nextDay()) : form.at } : { starts: 'now' })
            }
            data={[
              { value: 'now', label: 'From now on' },
              { value: 'at', label: 'From a date on' },
            ]}
          />
          {form.starts === 'at' ? (
            <TextInput type="datetime-local" aria-label="Begins on" w={210} {...text('at')} />
          ) : (
            <span className={classes['soft']}>It prices calls that begin after it is saved.</span>
          )}
        </div>
        {form.starts === 'at' ? (
          <p className={classes['soft']}>{sayStart(form.at)} Costs that were reckoned already stay as they are.</p>
        ) : null}
        {form.tiers.map((each, index) => (
          <TierFields
            key={each.id}
            tier={each}
            index={index}
            isLast={index === form.tiers.length - 1}
            isOnly={form.tiers.length === 1}
            unit={unit}
            errors={errors}
            onFill={tier(index)}
            onRemove={() => fill({ tiers: form.tiers.filter(({ id }) => id !== each.id) })}
          />
        ))}
        <div>
          <Button leftSection={<Glyph name="plus" size={12} />} disabled={form.tiers.length >= 50} onClick={() => setForm(withTier)}>
            A tier for some requests
          </Button>
        </div>
        <div className={modelClasses['pair']}>
          <TextInput label="Source" description="Where the prices are from." {...text('source')} />
          <TextInput label="Address of the source" placeholder="https://" inputMode="url" {...text('sourceUrl')} description="Optional." />
        </div>
        <Textarea label="Note" placeholder="optional" autosize minRows={1} {...text('note')} />
        <ReasonField value={form.reason} onChange={(reason) => fill({ reason })} />
        {[...rest, ...(errors.has('tiers') ? [errors.get('tiers') ?? ''] : [])].map((words) => (
          <Notice key={words} tone="bad">
            {words}
          </Notice>
        ))}
        <div className={modelClasses['actions']}>
          <Button type="submit" variant="filled" loading={add.isPending}>
            Save the price
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          {errors.size === 0 ? null : <span className={classes['bad']}>Something above is not right yet.</span>}
        </div>
      </form>
    </Section>
  )
}

function sayAdded(ref: string, fromMs: number, createdAtMs: number): string {
  return fromMs > createdAtMs ? `A new price of ${ref} begins on ${formatInstantWithZone(fromMs)}` : `${ref} has a new price`
}

function sayStart(text: string): string {
  const atMs = new Date(text).getTime()
  if (Number.isNaN(atMs)) return 'In the time zone of this window.'
  return `${formatInstantWithZone(atMs)}. ${atMs > Date.now() ? 'The inbox tells when it begins.' : 'It has begun already.'}`
}

function nextDay(): number {
  const date = new Date()
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}

/** `tiers[0].rates.input` or `tiers.0.rates.input`, at the field that has it. */
function fieldOfPath(path: string): string {
  const plain = path.replaceAll(/\[(\d+)\]/g, '.$1')
  if (plain === 'effectiveFromMs') return 'at'
  return plain.replace('.when.contextTokensOver', '.contextTokensOver').replace(/\.when\.utcHours.*/, '.hours')
}
