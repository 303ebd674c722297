import type { CallCode, CostState } from '#contract/calls'
import { costStates, costWords } from '#contract/cost-words'
import {
  attemptKinds,
  callCodes,
  callMethods,
  joinValues,
  outputKinds,
  type ScopeName,
  type ScopeSearch,
  sayCode,
  splitValues,
} from '#renderer/lib'
import type { FilterItem } from './filter-bar.tsx'
import { ModelValues, ProviderValues, RunValues, ServiceValues, UserValues } from './scope-values.tsx'
import { attemptKindWords, decisionWords, methodWords } from './scope-words.ts'
import { sayTime, TimeFilter } from './time-filter.tsx'
import { useRunNames } from './use-run-names.ts'
import { type FilterOption, sayValues, ValuesFilter } from './values-filter.tsx'

/** What of the address is to be another; undefined: what stands there goes. */
export type ScopeChange = { readonly [Name in keyof ScopeSearch]?: ScopeSearch[Name] | undefined }

/** What every list and sum of calls can be filtered by, for a `FilterBar`. */
export function useScopeFilters(search: ScopeSearch, change: (change: ScopeChange) => void): readonly FilterItem[] {
  const nameOfRun = useRunNames(splitValues(search.run))
  const parts = (name: ScopeName) => ({
    chosen: splitValues(search[name]),
    onChange: (values: readonly string[]) => change({ [name]: values.length === 0 ? undefined : joinValues(values) }),
  })
  const item = (name: ScopeName, label: string, group: string, nameOf: (value: string) => string, editor: FilterItem['editor']) => ({
    ...{ name, label, group, editor },
    said: sayValues(splitValues(search[name]), nameOf),
    onClear: () => change({ [name]: undefined }),
  })
  const known = (name: ScopeName, label: string, group: string, options: readonly FilterOption[]) => {
    const nameOf = (value: string) => options.find((option) => option.value === value)?.label ?? value
    return item(name, label, group, nameOf, <ValuesFilter label={label} options={options} {...parts(name)} />)
  }
  return [
    {
      name: 'time',
      label: 'Time',
      group: 'When and whose',
      said: sayTime(search),
      editor: <TimeFilter value={search} onChange={({ last, from, to }) => change({ last, from, to })} />,
      onClear: () => change({ last: undefined, from: undefined, to: undefined }),
    },
    item('run', 'Run', 'When and whose', nameOfRun, <RunValues {...parts('run')} />),
    item('user', 'User', 'When and whose', asItIs, <UserValues {...parts('user')} />),
    item('provider', 'Provider', 'Asked of', asItIs, <ProviderValues {...parts('provider')} />),
    item('service', 'Service', 'Asked of', asItIs, <ServiceValues {...parts('service')} />),
    item('model', 'Model asked for', 'Asked of', asItIs, <ModelValues label="Model asked for" {...parts('model')} />),
    item('served', 'Model that served', 'Asked of', asItIs, <ModelValues label="Model that served" {...parts('served')} />),
    known(
      'method',
      'Method',
      'What it was',
      optionsOf(callMethods, (method) => methodWords[method]),
    ),
    known(
      'decision',
      'Decision',
      'What it was',
      optionsOf(outputKinds, (kind) => decisionWords[kind]),
    ),
    known(
      'kind',
      'Attempt',
      'What it was',
      optionsOf(attemptKinds, (kind) => attemptKindWords[kind]),
    ),
    known('code', 'Code', 'What came of it', codeOptions),
    known(
      'cost',
      'Cost is',
      'What came of it',
      optionsOf<CostState>(costStates, (state) => costWords[state]),
    ),
  ]
}

export function optionsOf<Value extends string>(values: readonly Value[], nameOf: (value: Value) => string): readonly FilterOption[] {
  return values.map((value) => ({ value, label: nameOf(value) }))
}

const codeOptions = optionsOf<CallCode>(callCodes, (code) => `${sayCode(code)} (${code})`)

function asItIs(value: string): string {
  return value
}
