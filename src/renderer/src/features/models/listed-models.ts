import type { Model, Provider } from '#contract/catalog'
import type { ModelsSearch } from './search.ts'
import { isEnding, type Sunset, sunsetOf } from './sunset.ts'

/** A model as the table has it. */
export interface ListedModel {
  readonly kind: 'model'
  readonly model: Model
  /** How many runs have asked it; undefined: that is not known yet. */
  readonly runs: number | undefined
  readonly sunset: Sunset | undefined
  readonly isEnding: boolean
  /** What it is found by, in lower case. */
  readonly text: string
}

/** What stands over the models of a provider. */
export interface ProviderHeading {
  readonly kind: 'provider'
  readonly key: string
  readonly name: string
  readonly provider: Provider | undefined
  /** Its models that are shown, and all of them. */
  readonly shown: number
  readonly all: number
  /** undefined: it has none. */
  readonly defaultModel: Model | undefined
  readonly isFolded: boolean
}

export type ListedRow = ListedModel | ProviderHeading

export function listModels(models: readonly Model[], runs: ReadonlyMap<string, number> | undefined, nowMs: number): readonly ListedModel[] {
  return models.map((model) => ({
    kind: 'model',
    model,
    runs: runs === undefined ? undefined : (runs.get(model.ref) ?? 0),
    sunset: sunsetOf(model, nowMs),
    isEnding: isEnding(model, nowMs),
    text: `${model.ref}\n${model.name}`.toLowerCase(),
  }))
}

export type Filter = Pick<ModelsSearch, 'find' | 'provider' | 'status' | 'availability' | 'price'>

/** Models of which each word that is looked for is in the ref or the name, and which every filter lets through. */
export function filterModels(models: readonly ListedModel[], filter: Filter): readonly ListedModel[] {
  const words = (filter.find ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const { provider, status, availability, price } = filter
  if (words.length === 0 && provider === undefined && status === undefined && availability === undefined && price === undefined)
    return models
  return models.filter(
    (listed) =>
      (provider === undefined || listed.model.provider === provider) &&
      (status === undefined || hasStatus(listed, status)) &&
      (availability === undefined || listed.model.availability === availability) &&
      (price === undefined || (listed.model.price !== null) === (price === 'known')) &&
      words.every((word) => listed.text.includes(word)),
  )
}

function hasStatus({ model, isEnding }: ListedModel, status: NonNullable<Filter['status']>): boolean {
  if (status === 'default') return model.isDefault
  return status === 'ending' ? isEnding : model.status === status
}

interface Grouping {
  /** All there are, for what a heading says of its provider. */
  readonly all: readonly ListedModel[]
  readonly providers: readonly Provider[]
  readonly folded: ReadonlySet<string>
  /** Providers without a model have a heading, too. */
  readonly isWhole: boolean
}

/** Rows by provider, by its name, each under a heading; the models keep their order. */
export function groupModels(shown: readonly ListedModel[], { all, providers, folded, isWhole }: Grouping): readonly ListedRow[] {
  const known = new Map(providers.map((provider) => [provider.key as string, provider]))
  const groups = new Map<string, ListedModel[]>(isWhole ? providers.map(({ key }) => [key, []]) : [])
  for (const listed of shown) {
    const group = groups.get(listed.model.provider)
    if (group === undefined) groups.set(listed.model.provider, [listed])
    else group.push(listed)
  }
  const counts = new Map<string, number>()
  const defaults = new Map<string, Model>()
  for (const { model } of all) {
    counts.set(model.provider, (counts.get(model.provider) ?? 0) + 1)
    if (model.isDefault) defaults.set(model.provider, model)
  }
  const nameOf = (key: string) => known.get(key)?.name ?? key
  return [...groups]
    .toSorted(([left], [right]) => nameOf(left).localeCompare(nameOf(right), 'en', { sensitivity: 'base' }))
    .flatMap(([key, models]): ListedRow[] => {
      const isFolded = folded.has(key)
      const heading: ProviderHeading = {
        ...{ kind: 'provider', key, name: nameOf(key), provider: known.get(key), isFolded },
        ...{ shown: models.length, all: counts.get(key) ?? 0, defaultModel: defaults.get(key) },
      }
      return isFolded ? [heading] : [heading, ...models]
    })
}
