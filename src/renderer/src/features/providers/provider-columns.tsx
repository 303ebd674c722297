import { Link } from '@tanstack/react-router'
import type { Provider } from '#contract/catalog'
import { formatCount } from '#renderer/lib'
import { type Column, StatusBadge } from '#renderer/ui'
import { keyState, standingOf } from './provider-words.ts'
import classes from './providers.module.css'

export interface ListedProvider extends Provider {
  readonly pools: number
  readonly models: number
}

const keyWords = { none: 'Not needed', present: 'There', missing: 'Missing' } as const

export const providerColumns: readonly Column<ListedProvider>[] = [
  {
    id: 'provider',
    header: 'Provider',
    width: 160,
    grow: 2,
    sortBy: ({ name }) => name.toLowerCase(),
    cell: ({ name, key }) => (
      <span>
        <span className={classes['name']}>{name}</span>
        {name === key ? null : <span className={classes['key']}>{key}</span>}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 160,
    sortBy: (provider) => standingOf(provider).word,
    cell: (provider) => {
      const { tone, word, sentence } = standingOf(provider)
      return (
        <StatusBadge tone={tone} title={sentence}>
          {word}
        </StatusBadge>
      )
    },
  },
  {
    id: 'key',
    header: 'Key',
    width: 90,
    sortBy: keyState,
    cell: (provider) => (
      <Link to="/keys" search={{ provider: provider.key }} aria-label={`Key of ${provider.name}: ${keyWords[keyState(provider)]}`}>
        {keyWords[keyState(provider)]}
      </Link>
    ),
  },
  { id: 'kind', header: 'Kind', width: 130, sortBy: ({ kind }) => kind, cell: ({ kind }) => kind },
  {
    id: 'url',
    header: 'Base URL',
    width: 200,
    grow: 3,
    sortBy: ({ baseUrl }) => baseUrl ?? '',
    cell: ({ baseUrl }) => (
      <span className={baseUrl === null ? classes['faint'] : undefined} title={baseUrl ?? undefined}>
        {baseUrl ?? 'the app itself'}
      </span>
    ),
  },
  { id: 'pools', header: 'Pools', width: 64, align: 'end', sortBy: ({ pools }) => pools, cell: ({ pools }) => formatCount(pools) },
  { id: 'models', header: 'Models', width: 72, align: 'end', sortBy: ({ models }) => models, cell: ({ models }) => formatCount(models) },
]
