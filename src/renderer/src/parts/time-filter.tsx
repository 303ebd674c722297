import { Button, TextInput } from '@mantine/core'
import { fieldOfInstant, formatInstantWithZone, readInstant, type ScopeSearch, type Span, spans, spanWords } from '#renderer/lib'
import classes from './filters.module.css'
import { useKeptText } from './use-kept-text.ts'

/** The time of a scope, as its address says it. */
export type TimeSearch = Pick<ScopeSearch, 'last' | 'from' | 'to'>

/** When calls started: a span up to now, or from one instant to another. */
export function TimeFilter({ value, onChange }: { readonly value: TimeSearch; readonly onChange: (time: TimeSearch) => void }) {
  return (
    <div className={classes['time']}>
      <div className={classes['spans']}>
        {(Object.keys(spans) as Span[]).map((span) => (
          <Button
            key={span}
            size="compact-xs"
            variant={value.last === span ? 'filled' : 'default'}
            onClick={() => onChange({ last: span })}
          >
            {capital(spanWords[span])}
          </Button>
        ))}
      </div>
      <Instant label="From" value={value.from} onChange={(from) => onChange(betweenOf(from, value.to))} />
      <Instant label="Until, not included" value={value.to} onChange={(to) => onChange(betweenOf(value.from, to))} />
      <span className={classes['none']}>Times of this machine’s zone, {zoneName()}</span>
    </div>
  )
}

/** For a chip; undefined: any time. */
export function sayTime({ last, from, to }: TimeSearch): string | undefined {
  if (last !== undefined) return spanWords[last]
  const [begin, end] = [from, to].map((at) => (at === undefined ? undefined : formatInstantWithZone(Date.parse(at))))
  if (begin === undefined) return end === undefined ? undefined : `before ${end}`
  return end === undefined ? `since ${begin}` : `${begin} to ${end}`
}

function Instant({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}) {
  const [text, setText] = useKeptText(value === undefined ? '' : fieldOfInstant(Date.parse(value)), (typed) => {
    const atMs = readInstant(typed)
    if (typed === '' || atMs !== undefined) onChange(atMs === undefined ? undefined : new Date(atMs).toISOString())
  })
  return <TextInput type="datetime-local" step={1} label={label} value={text} onChange={(event) => setText(event.currentTarget.value)} />
}

function betweenOf(from: string | undefined, to: string | undefined): TimeSearch {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

function zoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
