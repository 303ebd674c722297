import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { AlertChannelView } from '#contract/alerts'
import type { KeyPlace, PlaceInfo } from '#contract/keys'
import { consentFor } from '#renderer/lib'
import { type FormErrors, formErrorsOf, noFormErrors, PlaceField } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Loaded, LoadingState, Notice, toastDone } from '#renderer/ui'
import classes from './alerts.module.css'
import { addressProblem } from './channel-form.ts'

/** Gives a webhook its address, once: it goes in, and only its host is ever told again. */
export function GiveAddress({ channel }: { readonly channel: AlertChannelView }) {
  const places = useQuery(useApi().keys.places.queryOptions())
  return (
    <Loaded query={places} loading={<LoadingState rows={3} />}>
      {({ items }) => <AddressForm channel={channel} places={items.filter(({ place }) => place !== 'env')} />}
    </Loaded>
  )
}

type Place = Exclude<KeyPlace, 'env'>

function AddressForm({ channel, places }: { readonly channel: AlertChannelView; readonly places: readonly PlaceInfo[] }) {
  const usual = (['os', 'file', 'session'] as const).find((place) => places.some((each) => each.place === place && each.isAvailable))
  const [address, setAddress] = useState('')
  const [place, setPlace] = useState<Place>(usual ?? 'session')
  const [isAgreed, setAgreed] = useState(false)
  const [errors, setErrors] = useState<FormErrors>(noFormErrors)
  // What was given is not kept by the page: not among what it remembers of its commands either.
  const { mutate, isPending, reset } = useMutation(useApi().alerts.setAddress.mutationOptions({ gcTime: 0 }))
  const info = places.find((each) => each.place === place)
  const wanted = info === undefined || info.consent !== null ? undefined : consentFor(info)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problem = addressProblem(address)
    const fields = new Map([
      ...(problem === undefined ? [] : [['address', problem] as const]),
      ...(wanted !== undefined && !isAgreed ? [['consent', 'Accept it, or keep the address elsewhere.'] as const] : []),
    ])
    setErrors({ fields, rest: [] })
    if (fields.size > 0) return
    mutate(
      { channel: channel.name, address: address.trim(), place, ...(isAgreed ? { consent: { accepted: true } } : {}) },
      {
        onSuccess: ({ host }) => {
          toastDone(`${channel.name} leads to ${host ?? 'its new address'} now`)
          setAddress('')
          setAgreed(false)
        },
        onError: (error) => setErrors(formErrorsOf(error, (path) => (['address', 'place', 'consent'].includes(path) ? path : undefined))),
        onSettled: () => reset(),
      },
    )
  }
  return (
    <form className={classes['form']} onSubmit={submit} noValidate autoComplete="off" aria-label="Where the webhook leads">
      <PasswordInput
        size="xs"
        label="Address"
        description="Whoever knows it can write there: it is kept like a key, and shown by its host alone."
        value={address}
        error={errors.fields.get('address')}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
        onChange={(event) => {
          setAddress(event.currentTarget.value)
          setErrors(noFormErrors)
        }}
      />
      <PlaceField
        label="Where it is kept"
        places={places}
        value={place}
        error={errors.fields.get('place')}
        onChange={(chosen) => {
          if (chosen !== 'env') setPlace(chosen)
          setErrors(noFormErrors)
        }}
      />
      {wanted === undefined ? null : (
        <Checkbox
          label={wanted.replace('the key', 'the address')}
          checked={isAgreed}
          error={errors.fields.get('consent')}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
      )}
      {errors.rest.length === 0 ? null : <Notice tone="bad">{errors.rest.join(' ')}</Notice>}
      <div>
        <Button type="submit" variant={channel.host === null ? 'filled' : 'default'} loading={isPending}>
          {channel.host === null ? 'Keep the address' : 'Keep this one instead'}
        </Button>
      </div>
    </form>
  )
}
