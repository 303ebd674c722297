import { Radio } from '@mantine/core'
import type { KeyPlace, PlaceInfo } from '#contract/keys'
import { placeWords, whyNotOffered } from '#renderer/lib'
import classes from './place-field.module.css'

const order: readonly KeyPlace[] = ['os', 'env', 'file', 'session']

interface PlaceFieldProps {
  readonly label: string
  /** Those that are to be chosen from, in any order. */
  readonly places: readonly PlaceInfo[]
  readonly value: KeyPlace
  readonly error: string | undefined
  readonly onChange: (place: KeyPlace) => void
}

/** Where a secret is kept. A place that is not offered here stands there with the reason. */
export function PlaceField({ label, places, value, error, onChange }: PlaceFieldProps) {
  return (
    <Radio.Group
      label={label}
      value={value}
      error={error}
      onChange={(chosen) => onChange(order.find((place) => place === chosen) ?? 'session')}
    >
      <div className={classes['places']}>
        {order
          .flatMap((name) => places.filter(({ place }) => place === name))
          .map((place) => (
            <Place key={place.place} place={place} />
          ))}
      </div>
    </Radio.Group>
  )
}

function Place({ place }: { readonly place: PlaceInfo }) {
  const { title, does } = placeWords[place.place]
  const why = whyNotOffered(place)
  return (
    <Radio
      size="xs"
      value={place.place}
      disabled={!place.isAvailable}
      label={why === undefined ? title : `${title}: ${why}`}
      description={does}
    />
  )
}
