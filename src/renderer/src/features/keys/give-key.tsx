import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { PlaceInfo } from '#contract/keys'
import { consentFor, formatInstantWithZone } from '#renderer/lib'
import { PlaceField } from '#renderer/parts'
import { Notice, toastDone } from '#renderer/ui'
import type { NamedKey } from './key-columns.tsx'
import { checkForm, emptyForm, type FieldErrors, fieldErrorsOf, type KeyForm, refusalOf } from './key-form.ts'
import { sayKept } from './key-words.ts'
import classes from './keys.module.css'
import { useKeyCommands } from './use-keys.ts'

/** Gives a provider its key. What is wrong is said at its field, and what was filled in stays; once the key is kept the page forgets it. */
export function GiveKey({ info, places }: { readonly info: NamedKey; readonly places: readonly PlaceInfo[] }) {
  const [form, setForm] = useState<KeyForm>(() => emptyForm(info, places))
  const [errors, setErrors] = useState<FieldErrors>({})
  const [refusal, setRefusal] = useState<string | undefined>()
  const { give } = useKeyCommands((kept) => {
    toastDone(`The key of ${info.name} is kept: ${sayKept(kept)}${kept.lastFour === null ? '' : `, ending in ${kept.lastFour}`}.`)
    setForm(({ place, env }) => ({ place, env, value: '', isAgreed: false }))
  })
  const place = places.find((each) => each.place === form.place)
  const wanted = place === undefined || place.consent !== null ? undefined : consentFor(place)
  const fill = (part: Partial<KeyForm>) => {
    setForm((before) => ({ ...before, ...part }))
    setErrors({})
    setRefusal(undefined)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = checkForm(form, wanted !== undefined)
    setErrors(found)
    setRefusal(undefined)
    if (Object.keys(found).length > 0) return
    const onError = (error: unknown) => {
      const named = fieldErrorsOf(error)
      if (named === undefined) setRefusal(refusalOf(error))
      else setErrors(named)
    }
    give.mutate(inputOf(info, form), { onError, onSettled: () => give.reset() })
  }
  return (
    <form className={classes['form']} onSubmit={submit} noValidate autoComplete="off">
      <PlaceField
        label="Where it is kept"
        places={places}
        value={form.place}
        error={errors.place}
        onChange={(value) => fill({ place: value })}
      />
      {form.place === 'env' ? (
        <TextInput
          label="Name of the variable"
          description="Read from the environment of the process that holds this workspace, at each call: change it there and start that process anew to rotate."
          value={form.env}
          error={errors.env}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => fill({ env: event.currentTarget.value })}
        />
      ) : (
        <PasswordInput
          size="xs"
          label="Key"
          description={`Bound to ${info.origin}: sent there, and nowhere else.`}
          value={form.value}
          error={errors.value}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
          onChange={(event) => fill({ value: event.currentTarget.value })}
        />
      )}
      {form.place === 'env' || wanted === undefined ? null : (
        <Checkbox
          label={wanted}
          checked={form.isAgreed}
          error={errors.consent}
          onChange={(event) => fill({ isAgreed: event.currentTarget.checked })}
        />
      )}
      {form.place !== 'env' && place?.needsConsent === true && place.consent !== null ? (
        <p className={classes['agreed']}>
          {place.consent.by} accepted on {formatInstantWithZone(place.consent.atMs)} that keys are kept readable there.
        </p>
      ) : null}
      {refusal === undefined ? null : <Notice tone="bad">{refusal}</Notice>}
      <div>
        <Button type="submit" variant="filled" loading={give.isPending}>
          {form.place === 'env' ? 'Use this variable' : 'Keep the key'}
        </Button>
      </div>
    </form>
  )
}

function inputOf({ provider }: NamedKey, { place, value, env, isAgreed }: KeyForm) {
  if (place === 'env') return { place, provider, env: env.trim() }
  if (place === 'session') return { place, provider, value: value.trim() }
  return { place, provider, value: value.trim(), ...(isAgreed ? { consent: { accepted: true as const } } : {}) }
}
