import { Link } from '@tanstack/react-router'
import { counted, formatCount } from '#renderer/lib'
import { Glyph, StatusBadge } from '#renderer/ui'
import type { ListedRow, ProviderHeading } from './listed-models.ts'
import classes from './models.module.css'

/** What stands over the models of a provider, over all columns; undefined: the row is a model's own. */
export function headingOf(row: ListedRow) {
  return row.kind === 'provider' ? <Heading heading={row} /> : undefined
}

function Heading({ heading: { key, name, provider, shown, all, defaultModel, isFolded } }: { readonly heading: ProviderHeading }) {
  return (
    <>
      <span className={classes['providerName']}>
        <Glyph name={isFolded ? 'right' : 'down'} size={12} />
        {name}
        {name === key ? null : <span className={classes['faint']}> {key}</span>}
      </span>
      <span className={classes['soft']}>
        {shown === all ? counted(all, 'model') : `${formatCount(shown)} of ${counted(all, 'model')}`}
        {isFolded ? ', folded' : ''}
      </span>
      {defaultModel === undefined ? (
        <span className={classes['soft']}>no default</span>
      ) : (
        <span className={classes['soft']}>
          default <span className={classes['ref']}>{defaultModel.wireId}</span>
        </span>
      )}
      {provider === undefined ? null : <Access provider={provider} />}
    </>
  )
}

function Access({ provider }: { readonly provider: NonNullable<ProviderHeading['provider']> }) {
  const { key, isEnabled, isCredentialPresent, stopped, credential, baseUrl } = provider
  if (!isEnabled) return <StatusBadge tone="quiet">disabled</StatusBadge>
  const lead = (tone: 'bad' | 'waiting', word: string) => (
    <Link to="/keys" search={{ provider: key }}>
      <StatusBadge tone={tone}>{word}</StatusBadge>
    </Link>
  )
  if (stopped !== null) return lead('bad', stopped === 'AUTH' ? 'its key was refused' : 'out of credit')
  return isCredentialPresent || credential === null || baseUrl === null ? null : lead('waiting', 'no usable key')
}
