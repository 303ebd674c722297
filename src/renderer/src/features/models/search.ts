import type { Availability } from '#contract/catalog'
import type { RateUnit } from './rate-unit.ts'

/** What an address of the models page says: what of them is shown, in which unit, and which is open beside them. */
export interface ModelsSearch {
  readonly find?: string
  readonly provider?: string
  readonly status?: StatusFilter
  readonly availability?: Availability
  readonly price?: PriceFilter
  /** Absent: a million tokens. */
  readonly unit?: Exclude<RateUnit, 'million'>
  /** The ref of the model that is open. */
  readonly model?: string
  /** Of the open model; absent: its fields. */
  readonly tab?: ModelTab
  /** A new model is being written. */
  readonly add?: true
}

export type StatusFilter = 'active' | 'deprecated' | 'default' | 'ending'
export type PriceFilter = 'known' | 'unknown'
export type ModelTab = 'prices' | 'usage'

export const statusFilters: readonly StatusFilter[] = ['active', 'deprecated', 'default', 'ending']
export const availabilities: readonly Availability[] = ['available', 'no_credential', 'provider_disabled', 'stopped', 'deprecated']
export const priceFilters: readonly PriceFilter[] = ['known', 'unknown']
const units = ['token', 'thousand'] as const
const tabs: readonly ModelTab[] = ['prices', 'usage']

/** What an address says that makes no sense is passed over. */
export function readModelsSearch(search: Readonly<Record<string, unknown>>): ModelsSearch {
  return withoutGaps({
    find: text(search['find']),
    provider: text(search['provider']),
    status: oneOf(statusFilters, search['status']),
    availability: oneOf(availabilities, search['availability']),
    price: oneOf(priceFilters, search['price']),
    unit: oneOf(units, search['unit']),
    model: text(search['model']),
    tab: oneOf(tabs, search['tab']),
    add: search['add'] === true ? true : undefined,
  })
}

/** The address with some of what it says changed; undefined takes it away. */
export function changed(
  search: ModelsSearch,
  change: { readonly [Key in keyof ModelsSearch]: ModelsSearch[Key] | undefined },
): ModelsSearch {
  return withoutGaps({ ...search, ...change })
}

type Gappy = { readonly [Key in keyof ModelsSearch]: ModelsSearch[Key] | undefined }

function withoutGaps(search: Gappy): ModelsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const trimmed = String(value).trim().slice(0, 300)
  return trimmed === '' ? undefined : trimmed
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((each) => each === value)
}
