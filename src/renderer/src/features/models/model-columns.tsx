import { counted, formatCount, formatShort } from '#renderer/lib'
import { type Column, StatusBadge } from '#renderer/ui'
import type { ListedModel } from './listed-models.ts'
import { describeAvailability, rateOf } from './model-words.ts'
import classes from './models.module.css'
import { type RateUnit, rateUnits } from './rate-unit.ts'

/** `unit`: what tokens are priced for. */
export function modelColumns(unit: RateUnit): readonly Column<ListedModel>[] {
  const per = rateUnits.find((each) => each.unit === unit)?.label ?? ''
  const rateWidth = unit === 'million' ? 84 : 112
  return [
    {
      id: 'ref',
      header: 'Model',
      width: 176,
      grow: 3,
      sortBy: ({ model }) => model.ref,
      cell: ({ model }) => (
        <span className={classes['named']} title={model.name === model.wireId ? model.ref : `${model.name}: ${model.ref}`}>
          <span className={classes['ref']}>{model.wireId}</span>
          {model.isDefault ? <span className={classes['default']}>default</span> : null}
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      width: 108,
      sortBy: ({ model }) => `${model.status} ${model.sunsetAtMs ?? ''}`,
      cell: (listed) => <Status listed={listed} />,
    },
    {
      id: 'availability',
      header: 'Availability',
      width: 124,
      sortBy: ({ model }) => model.availability,
      cell: ({ model }) => <Available model={model} />,
    },
    ...(['input', 'output'] as const).map(
      (kind): Column<ListedModel> => ({
        id: kind,
        header: `${kind === 'input' ? 'Input' : 'Output'} / ${per}`,
        width: rateWidth,
        align: 'end',
        sortBy: ({ model }) => model.price?.tiers.at(-1)?.rates[kind] ?? null,
        cell: ({ model }) => <Rate model={model} kind={kind} unit={unit} />,
      }),
    ),
    {
      id: 'context',
      header: 'Context',
      width: 68,
      align: 'end',
      sortBy: ({ model }) => model.contextWindow,
      cell: ({ model }) => formatShort(model.contextWindow),
    },
    { id: 'pool', header: 'Pool', width: 72, sortBy: ({ model }) => model.pool, cell: ({ model }) => <Cut text={model.pool} /> },
    {
      id: 'fallback',
      header: 'Falls back to',
      width: 92,
      grow: 2,
      sortBy: ({ model }) => model.fallback,
      cell: ({ model }) => (model.fallback === null ? <Faint /> : <Cut text={model.fallback} />),
    },
    {
      id: 'runs',
      header: 'Runs',
      width: 52,
      align: 'end',
      sortBy: ({ runs }) => runs ?? null,
      cell: ({ runs }) =>
        runs === undefined || runs === 0 ? <Faint text={runs === 0 ? '0' : '–'} /> : <span title={usedIn(runs)}>{formatCount(runs)}</span>,
    },
  ]
}

function Status({ listed: { model, sunset } }: { readonly listed: ListedModel }) {
  if (model.status === 'deprecated')
    return (
      <StatusBadge tone="quiet" {...(sunset === undefined ? {} : { title: sunset.sentence })}>
        Deprecated
      </StatusBadge>
    )
  if (sunset === undefined || sunset.standing === 'far') return <span title={sunset?.sentence}>Active</span>
  return (
    <StatusBadge tone={sunset.tone} title={sunset.sentence}>
      {sunset.word}
    </StatusBadge>
  )
}

/** Plain links: those of the router follow every change of the address, which thousands of rows would pay for. */
function Available({ model: { availability, provider } }: { readonly model: ListedModel['model'] }) {
  const { tone, word, why } = describeAvailability(availability, provider)
  const badge = (
    <StatusBadge tone={tone} title={why}>
      {word}
    </StatusBadge>
  )
  if (availability === 'deprecated') return <Faint />
  if (availability === 'available') return badge
  if (availability === 'provider_disabled')
    return (
      <a href={`#/providers?provider=${encodeURIComponent(provider)}`} title={`${why} See the provider.`}>
        {badge}
      </a>
    )
  return (
    <a href={`#/keys?provider=${encodeURIComponent(provider)}`} title={`${why} Give it one.`}>
      {badge}
    </a>
  )
}

function Rate({ model, kind, unit }: { readonly model: ListedModel['model']; readonly kind: 'input' | 'output'; readonly unit: RateUnit }) {
  const { text, title, hasTiers } = rateOf(model, kind, unit)
  return (
    <span className={text === '–' ? classes['faint'] : undefined} title={title}>
      {text}
      {hasTiers ? <span className={classes['more']}>+</span> : null}
    </span>
  )
}

function Cut({ text }: { readonly text: string }) {
  return <span title={text}>{text}</span>
}

function Faint({ text = '–' }: { readonly text?: string }) {
  return <span className={classes['faint']}>{text}</span>
}

function usedIn(runs: number): string {
  return `Asked in ${counted(runs, 'run')}`
}
