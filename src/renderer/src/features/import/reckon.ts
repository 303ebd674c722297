import type { ImportRow, ImportRowKind } from '#contract/imports'
import { counted } from '#renderer/lib'
import { isTaken, type Picks } from './picks.ts'

/** What taking those rows does, in numbers of things. */
export interface Reckoning {
  readonly rows: number
  readonly lines: readonly string[]
}

type Counted = Pick<ImportRow, 'index' | 'kind' | 'subject' | 'provider' | 'fields' | 'tiers' | 'isPicked' | 'canPick'>

/** Kinds that hold rows which are taken, by themselves or by a person. */
export function kindsTaken({ added }: Pick<Picks, 'added'>): readonly ImportRowKind[] {
  return added.size === 0 ? ['new', 'changed'] : ['new', 'changed', 'gone', 'quarantined', 'same', 'skipped']
}

/** `unknown`: providers that are not in the catalog yet. */
export function reckon(rows: readonly Counted[], picks: Picks, unknown: ReadonlySet<string>): Reckoning {
  const taken = rows.filter((row) => isTaken(row, picks))
  const models = taken.filter(({ subject }) => subject === 'model')
  const [ended, others] = [models.filter(({ kind }) => kind === 'gone'), models.filter(({ kind }) => kind !== 'gone')]
  const isAdded = ({ kind, fields }: Counted) => kind === 'new' || (kind === 'quarantined' && fields.every(({ before }) => before === null))
  const [added, changed] = [others.filter(isAdded), others.filter((row) => !isAdded(row))]
  const priced = (of: readonly Counted[]) => of.filter(bringsPrice).length
  const providers = new Set(added.map(({ provider }) => provider).filter((provider) => unknown.has(provider)))
  const ofConfig = (['provider', 'pool', 'setting'] as const).map(
    (subject) => [subject, taken.filter((row) => row.subject === subject).length] as const,
  )
  return {
    rows: taken.length,
    lines: [
      line(added.length, `Adds ${counted(added.length, 'model')}, ${priced(added) === added.length ? 'each' : priced(added)} with a price`),
      line(
        changed.length,
        `Changes ${counted(changed.length, 'model')}${priced(changed) === 0 ? '' : `: the price of ${priced(changed)}, from now on`}`,
      ),
      line(ended.length, `Deprecates ${counted(ended.length, 'model')} that the source no longer has`),
      line(providers.size, `Adds ${counted(providers.size, 'provider')}, disabled until somebody enables them`),
      ...ofConfig.map(([subject, count]) => line(count, `Sets ${counted(count, subject)}`)),
    ].flat(),
  }
}

function bringsPrice({ kind, fields, tiers }: Counted): boolean {
  if (kind === 'new') return tiers !== null
  return fields.some(({ name }) => priceFields.has(name))
}

const priceFields: ReadonlySet<string> = new Set([
  ...['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'reasoning', 'audio', 'image', 'perRequest', 'tiers'],
])

function line(count: number, text: string): string[] {
  return count === 0 ? [] : [text]
}
