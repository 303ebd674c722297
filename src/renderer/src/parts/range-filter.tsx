import { TextInput } from '@mantine/core'
import classes from './filters.module.css'
import { useKeptText } from './use-kept-text.ts'

interface RangeFilterProps {
  /** What is measured, with its unit: `Duration, ms`. */
  readonly label: string
  readonly from: number | undefined
  readonly to: number | undefined
  readonly onChange: (range: { readonly from: number | undefined; readonly to: number | undefined }) => void
}

/** From one number to another, both included; either may be left out. */
export function RangeFilter({ label, from, to, onChange }: RangeFilterProps) {
  return (
    <div className={classes['range']}>
      <Bound label={`${label}, at least`} value={from} onChange={(next) => onChange({ from: next, to })} />
      <Bound label="at most" value={to} onChange={(next) => onChange({ from, to: next })} />
    </div>
  )
}

function Bound({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
}) {
  const [text, setText] = useKeptText(value === undefined ? '' : String(value), (typed) => {
    const read = readAmount(typed)
    if (typed === '' || read !== undefined) onChange(read)
  })
  const isWrong = text.trim() !== '' && readAmount(text) === undefined
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      value={text}
      error={isWrong ? 'A number, 0 or more' : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

/** A number that is not negative, as a person writes it; undefined: none. */
export function readAmount(text: string): number | undefined {
  const plain = text.trim().replaceAll(/[,_\s](?=\d{3}\b)/g, '')
  const value = /^(\d+\.?\d*|\.\d+)(e-?\d{1,2})?$/i.test(plain) ? Number(plain) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}
