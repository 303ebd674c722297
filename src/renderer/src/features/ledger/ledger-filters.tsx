import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import type { WaitCause } from '#contract/calls'
import type { EventKind } from '#contract/events'
import type { LedgerKind } from '#contract/ledger'
import { formatLatency, formatUsd, joinValues, sayCause, splitValues } from '#renderer/lib'
import {
  type FilterItem,
  type FilterOption,
  optionsOf,
  RangeFilter,
  sayValues,
  stateWords,
  useScopeFilters,
  ValuesFilter,
} from '#renderer/parts'
import { endStates, entryKinds, eventKinds, type NamedFilter, waitCauses } from './filter-names.ts'
import type { LedgerSearch } from './search.ts'

/** What of the address is to be another; undefined: what stands there goes. */
export type LedgerChange = { readonly [Name in keyof LedgerSearch]?: LedgerSearch[Name] | undefined }

const entryWords: Readonly<Record<LedgerKind, string>> = { call: 'Calls', event: 'Events', audit: 'Changes' }
const eventWords: Readonly<Record<EventKind, string>> = {
  alert: 'Needs somebody',
  breaker: 'Breaker',
  park: 'Pause of a pool',
  limit: 'Limit found',
  fallback: 'Fallback chosen',
  budget: 'Budget mark',
  retry_now: 'Retry now',
  run: 'Run',
  calendar: 'Calendar',
}
const names: Readonly<Record<NamedFilter, { readonly label: string; readonly group: string; readonly options: readonly FilterOption[] }>> =
  {
    entry: { label: 'Entry', group: 'What it was', options: optionsOf(entryKinds, (kind) => entryWords[kind]) },
    event: { label: 'Event', group: 'What it was', options: optionsOf(eventKinds, (kind) => eventWords[kind]) },
    state: { label: 'State', group: 'What came of it', options: optionsOf(endStates, (state) => stateWords[state].word) },
    http: {
      label: 'HTTP status',
      group: 'What came of it',
      options: ['200', '400', '401', '403', '404', '429', '500', '502', '503', '529'].map(same),
    },
    wait: { label: 'Waited because', group: 'What it took', options: optionsOf<WaitCause>(waitCauses, sayCause) },
  }

/** Everything that entries can be filtered by, as chips. */
export function useLedgerFilters(search: LedgerSearch, change: (change: LedgerChange) => void): readonly FilterItem[] {
  const scope = useScopeFilters(search, change)
  const named = (name: NamedFilter): FilterItem => {
    const { label, group, options } = names[name]
    const chosen = splitValues(search[name])
    return {
      ...{ name, label, group },
      said: sayValues(chosen, (value) => options.find((option) => option.value === value)?.label ?? value),
      editor: (
        <ValuesFilter
          label={label}
          options={options}
          chosen={chosen}
          onChange={(values) => change({ [name]: values.length === 0 ? undefined : joinValues(values) })}
          {...(name === 'http' ? { readTyped: readStatus, placeholder: 'Another, such as 418' } : {})}
        />
      ),
      onClear: () => change({ [name]: undefined }),
    }
  }
  const { answered, minMs, maxMs, minUsd, maxUsd } = search
  const own: readonly FilterItem[] = [
    named('entry'),
    named('event'),
    {
      ...{ name: 'answered', label: 'Answered', group: 'What came of it' },
      said: answered,
      editor: <YesOrNo value={answered} onChange={(value) => change({ answered: value })} />,
      onClear: () => change({ answered: undefined }),
    },
    named('state'),
    named('http'),
    {
      ...{ name: 'took', label: 'Duration', group: 'What it took' },
      said: sayRange(minMs, maxMs, formatLatency),
      editor: <RangeFilter label="ms" from={minMs} to={maxMs} onChange={({ from, to }) => change({ minMs: from, maxMs: to })} />,
      onClear: () => change({ minMs: undefined, maxMs: undefined }),
    },
    {
      ...{ name: 'amount', label: 'Cost', group: 'What it took' },
      said: sayRange(minUsd, maxUsd, (usd) => formatUsd(usd * 1e9)),
      editor: <RangeFilter label="USD" from={minUsd} to={maxUsd} onChange={({ from, to }) => change({ minUsd: from, maxUsd: to })} />,
      onClear: () => change({ minUsd: undefined, maxUsd: undefined }),
    },
    named('wait'),
  ]
  return [...scope, ...own].toSorted((left, right) => groups.indexOf(left.group) - groups.indexOf(right.group))
}

const groups = ['When and whose', 'What it was', 'Asked of', 'What came of it', 'What it took']

function YesOrNo({
  value,
  onChange,
}: {
  readonly value: 'yes' | 'no' | undefined
  readonly onChange: (value: 'yes' | 'no') => void
}): ReactNode {
  return (
    <Group gap={6}>
      <Button variant={value === 'yes' ? 'filled' : 'default'} onClick={() => onChange('yes')}>
        Answered
      </Button>
      <Button variant={value === 'no' ? 'filled' : 'default'} onClick={() => onChange('no')}>
        Ended otherwise
      </Button>
    </Group>
  )
}

function sayRange(from: number | undefined, to: number | undefined, say: (amount: number) => string): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `at most ${say(to)}`
  return to === undefined ? `at least ${say(from)}` : `${say(from)} to ${say(to)}`
}

function readStatus(text: string): string | undefined {
  return /^[1-5]\d\d$/.test(text) ? text : undefined
}

function same(value: string): FilterOption {
  return { value, label: value }
}
