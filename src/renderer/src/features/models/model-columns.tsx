import { Link } from '@tanstack/react-router'
import type { Availability, Model } from '#contract/catalog'
import { assertNever, formatShort } from '#renderer/lib'
import { type Column, StatusBadge, type Tone } from '#renderer/ui'
import classes from './models.module.css'
import { rateOf } from './rate-of.ts'

export const modelColumns: readonly Column<Model>[] = [
  {
    id: 'ref',
    header: 'Model',
    width: 220,
    grow: 3,
    sortBy: ({ ref }) => ref,
    cell: ({ ref, isDefault }) => (
      <span>
        <span className={classes['ref']}>{ref}</span>
        {isDefault ? <span className={classes['default']}>default</span> : null}
      </span>
    ),
  },
  {
    id: 'availability',
    header: 'Availability',
    width: 136,
    sortBy: ({ availability }) => availability,
    cell: ({ availability, provider }) => {
      const { tone, word } = describe(availability)
      const badge = <StatusBadge tone={tone}>{word}</StatusBadge>
      if (availability !== 'no_credential') return badge
      return (
        <Link to="/keys" search={{ provider }} title={`Give ${provider} a key`}>
          {badge}
        </Link>
      )
    },
  },
  {
    id: 'input',
    header: 'Input / M',
    width: 86,
    align: 'end',
    sortBy: (model) => rateOf(model, 'input').sortBy,
    cell: (model) => <Rate model={model} kind="input" />,
  },
  {
    id: 'output',
    header: 'Output / M',
    width: 90,
    align: 'end',
    sortBy: (model) => rateOf(model, 'output').sortBy,
    cell: (model) => <Rate model={model} kind="output" />,
  },
  {
    id: 'context',
    header: 'Context',
    width: 80,
    align: 'end',
    sortBy: ({ contextWindow }) => contextWindow,
    cell: ({ contextWindow }) => formatShort(contextWindow),
  },
  {
    id: 'output-limit',
    header: 'Most output',
    width: 100,
    align: 'end',
    sortBy: ({ maxOutput }) => maxOutput,
    cell: ({ maxOutput }) => formatShort(maxOutput),
  },
  { id: 'pool', header: 'Pool', width: 84, sortBy: ({ pool }) => pool, cell: ({ pool }) => pool },
  {
    id: 'fallback',
    header: 'Falls back to',
    width: 104,
    grow: 1,
    cell: ({ fallback }) => fallback ?? <span className={classes['faint']}>–</span>,
  },
]

function Rate({ model, kind }: { readonly model: Model; readonly kind: 'input' | 'output' }) {
  const { text, title } = rateOf(model, kind)
  return (
    <span className={text === '–' ? classes['faint'] : undefined} title={title}>
      {text}
    </span>
  )
}

function describe(availability: Availability): { tone: Tone; word: string } {
  switch (availability) {
    case 'available':
      return { tone: 'good', word: 'Available' }
    case 'deprecated':
      return { tone: 'waiting', word: 'Deprecated' }
    case 'no_credential':
      return { tone: 'quiet', word: 'No usable key' }
    case 'provider_disabled':
      return { tone: 'quiet', word: 'Provider disabled' }
    case 'stopped':
      return { tone: 'bad', word: 'Stopped' }
    default:
      return assertNever(availability)
  }
}
