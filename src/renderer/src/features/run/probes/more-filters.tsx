import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatLatency, formatShare, formatUsd } from '#renderer/lib'
import { type FilterItem, RangeFilter } from '#renderer/parts'
import type { RunSearch } from '../search.ts'
import type { FilterName } from './probe-query.ts'
import { type Bounds, boundsText, readBounds, sayBounds } from './ranges.ts'

interface More {
  readonly search: RunSearch
  readonly set: (name: FilterName, value: string | undefined) => void
  /** What checks can be called; empty: nothing is checked. */
  readonly labels: readonly string[]
}

/** Filters that are seldom wanted: they are added one by one. */
export function moreFilters({ search, set, labels }: More): FilterItem[] {
  const { check, fallback, retried, cached } = search
  const hasChecks = labels.length > 0 || search.score !== undefined
  const item = (name: FilterName, group: string, label: string, said: string | undefined, editor: ReactNode): FilterItem => ({
    ...{ name, group, label, said, editor },
    onClear: () => set(name, undefined),
  })
  const range = (name: 'score' | 'cost' | 'took', group: string, label: string, unit: string, say: (value: number) => string) => {
    const bounds = readBounds(search[name])
    const change = (next: Bounds) => set(name, boundsText(next))
    return item(
      name,
      group,
      label,
      sayBounds(bounds, say),
      <RangeFilter label={unit} from={bounds?.from} to={bounds?.to} onChange={change} />,
    )
  }
  const either = (
    name: 'fallback' | 'retried' | 'cached',
    label: string,
    value: 'yes' | 'no' | undefined,
    words: { yes: string; no: string },
  ) =>
    item(
      ...([name, 'Answers', label, value === undefined ? undefined : words[value]] as const),
      <OneOf label={label} value={value} options={words} onChange={(chosen) => set(name, chosen)} />,
    )
  const all = check === undefined || labels.includes(check) ? labels : [check, ...labels]
  return [
    either('fallback', 'Answered by', fallback, { no: 'its own model', yes: 'a fallback' }),
    either('retried', 'Tries', retried, { no: 'answered at once', yes: 'retried' }),
    either('cached', 'Came from', cached, { no: 'a call of its own', yes: 'the answer cache' }),
    range('took', 'Answers', 'Took', 'Milliseconds', formatLatency),
    range('cost', 'Answers', 'Cost', 'USD', (usd) => formatUsd(usd * 1e9)),
    ...(hasChecks || check !== undefined
      ? [
          item(
            ...(['check', 'Checks', 'Failed check', check] as const),
            <OneOf
              label="Failed check"
              value={check}
              options={Object.fromEntries(all.map((label) => [label, label]))}
              onChange={(chosen) => set('check', chosen)}
            />,
          ),
          range('score', 'Checks', 'Score', 'From 0 to 1', formatShare),
        ]
      : []),
  ]
}

function OneOf({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: string | undefined
  readonly options: Readonly<Record<string, string>>
  readonly onChange: (value: string) => void
}) {
  return (
    <Radio.Group aria-label={label} value={value ?? null} onChange={onChange}>
      <Stack gap={8}>
        {Object.entries(options).map(([name, word]) => (
          <Radio key={name} value={name} label={word} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
