import type { PriceTier, PriceVersion, Rates, TierCondition } from '#contract/prices'
import type { EpochMs } from '#contract/units'
import { rateClasses } from '#renderer/parts'
import { eachText, inUnit, type RateUnit, rateText, readEach, readRate } from '../rate-unit.ts'

/** One tier as it is typed. Only the last has no condition. */
export interface TierForm {
  /** Tells tiers apart while they are edited. */
  readonly id: number
  readonly contextTokensOver: string
  readonly isInclusive: boolean
  readonly serviceTier: string
  /** Hours of the day in UTC; both or neither. */
  readonly fromHour: string
  readonly toHour: string
  readonly rates: Readonly<Record<keyof Rates, string>>
}

export interface PriceForm {
  readonly starts: 'now' | 'at'
  /** `2026-12-01T00:00` in the zone of the window. */
  readonly at: string
  readonly tiers: readonly TierForm[]
  readonly source: string
  readonly sourceUrl: string
  readonly note: string
  readonly reason: string
  /** What the rates are typed in. */
  readonly unit: RateUnit
}

/** What is wrong, by field: `at`, `source`, `tiers.0.rates.input`, ... */
export type PriceErrors = ReadonlyMap<string, string>

/** What a person begins with: the tiers of a version, from now on or, to replace it, from its own instant. */
export function formOf(like: PriceVersion | null, unit: RateUnit, from: 'now' | 'its_own'): PriceForm {
  const tiers = like?.tiers ?? [{ rates: nothingKnown }]
  return {
    starts: from === 'now' ? 'now' : 'at',
    at: like === null || from === 'now' ? '' : instantText(like.effectiveFromMs),
    tiers: tiers.map((tier, id) => tierOf(tier, id, unit)),
    ...{ source: '', sourceUrl: '', note: '', reason: '', unit },
  }
}

export function told(form: PriceForm, unit: RateUnit): PriceForm {
  const tiers = form.tiers.map((tier) => ({
    ...tier,
    rates: mapRates((key, isEach) => (isEach ? tier.rates[key] : inUnit(tier.rates[key], form.unit, unit))),
  }))
  return { ...form, tiers, unit }
}

/** A further tier before the last, with what the last costs. */
export function withTier({ tiers, ...form }: PriceForm): PriceForm {
  const last = tiers.at(-1)
  if (last === undefined) return { ...form, tiers }
  const id = Math.max(...tiers.map((tier) => tier.id)) + 1
  return { ...form, tiers: [...tiers.slice(0, -1), { ...last, id }, last] }
}

/** The version as the contract takes it, or what is wrong. `own`: the instant of the version it replaces, to the millisecond. */
export function versionOf(form: PriceForm, own?: EpochMs) {
  const errors = new Map<string, string>()
  const effectiveFromMs = form.starts === 'now' ? undefined : instantOf(form.at, own)
  if (form.starts === 'at' && effectiveFromMs === undefined) errors.set('at', 'A day and a time from 2000 to 2199, past or to come.')
  const source = form.source.trim()
  if (source === '' || source.length > 200)
    errors.set('source', 'Where the prices are from, in 1 to 200 characters, such as “price list of 3 Nov 2026”.')
  const sourceUrl = form.sourceUrl.trim()
  if (sourceUrl !== '' && !isWebAddress(sourceUrl))
    errors.set('sourceUrl', 'An address that begins with https:// or http://; empty where there is none.')
  if (form.note.length > 2000) errors.set('note', `At most 2,000 characters: it has ${form.note.length}.`)
  const tiers = form.tiers.map((tier, index) => readTier(tier, index, index === form.tiers.length - 1, form.unit, errors))
  if (errors.size > 0) return { errors }
  const note = form.note.trim()
  return {
    version: {
      tiers,
      source,
      ...(effectiveFromMs === undefined ? {} : { effectiveFromMs }),
      ...(sourceUrl === '' ? {} : { sourceUrl }),
      ...(note === '' ? {} : { note }),
      ...(form.reason.trim() === '' ? {} : { reason: form.reason.trim() }),
    },
  }
}

const nothingKnown: Rates = mapRates(() => null)

function tierOf({ when, rates }: PriceTier, id: number, unit: RateUnit): TierForm {
  return {
    id,
    contextTokensOver: String(when?.contextTokensOver ?? ''),
    isInclusive: when?.inclusive ?? false,
    serviceTier: when?.serviceTier ?? '',
    fromHour: String(when?.utcHours?.from ?? ''),
    toHour: String(when?.utcHours?.to ?? ''),
    rates: mapRates((key, isEach) => (isEach ? eachText(rates[key]) : rateText(rates[key], unit))),
  }
}

function readTier(tier: TierForm, index: number, isLast: boolean, unit: RateUnit, errors: Map<string, string>): PriceTier {
  const rates = mapRates((key, isEach) => {
    const read = isEach ? readEach(tier.rates[key]) : readRate(tier.rates[key], unit)
    if (!('problem' in read)) return read.value
    errors.set(`tiers.${index}.rates.${key}`, read.problem)
    return null
  })
  const isEmpty = rateClasses.every(({ key }) => tier.rates[key].trim() === '')
  if (isEmpty) errors.set(`tiers.${index}.rates.input`, 'Give at least one price of this tier; 0 is free.')
  // Brands say what was checked: whole, and not below 0.
  return { ...(isLast ? {} : { when: readCondition(tier, index, errors) }), rates: rates as Rates }
}

function readCondition(tier: TierForm, index: number, errors: Map<string, string>): TierCondition {
  const tokens = tier.contextTokensOver.trim().replaceAll(/(?<=\d)[,_ ](?=\d{3})/g, '')
  const isTokens = /^\d{1,10}$/.test(tokens)
  if (tokens !== '' && !isTokens) errors.set(`tiers.${index}.contextTokensOver`, 'A whole number of input tokens, such as 200000.')
  const [from, to] = [readHour(tier.fromHour, 23), readHour(tier.toHour, 24)]
  const hasHours = tier.fromHour.trim() !== '' || tier.toHour.trim() !== ''
  if (hasHours && (from === undefined || to === undefined || from === to))
    errors.set(`tiers.${index}.hours`, 'Two whole hours of the day in UTC that differ: from 0 to 23, to 0 to 24.')
  if (tokens === '' && !hasHours && tier.serviceTier.trim() === '')
    errors.set(`tiers.${index}.contextTokensOver`, 'Say which requests it prices: only the last tier prices all others.')
  return {
    ...(isTokens ? { contextTokensOver: Number(tokens) as NonNullable<TierCondition['contextTokensOver']> } : {}),
    ...(isTokens && tier.isInclusive ? { inclusive: true } : {}),
    ...(tier.serviceTier.trim() === '' ? {} : { serviceTier: tier.serviceTier.trim() }),
    ...(from === undefined || to === undefined ? {} : { utcHours: { from, to } }),
  }
}

function readHour(text: string, most: number): number | undefined {
  const value = /^\d{1,2}$/.test(text.trim()) ? Number(text) : most + 1
  return value <= most ? value : undefined
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}

/** `own` where the text still names its minute: a version is replaced only by one of the very same instant. */
function instantOf(text: string, own: EpochMs | undefined): EpochMs | undefined {
  if (own !== undefined && text === instantText(own)) return own
  const atMs = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d$/.test(text) ? new Date(text).getTime() : Number.NaN
  return Number.isNaN(atMs) ? undefined : (atMs as EpochMs)
}

/** As a field for a day and a time takes it. */
export function instantText(atMs: number): string {
  const date = new Date(atMs)
  return new Date(atMs - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function mapRates<Value>(take: (key: keyof Rates, isEach: boolean) => Value): Record<keyof Rates, Value> {
  return Object.fromEntries(rateClasses.map(({ key, isEach }) => [key, take(key, isEach)])) as Record<keyof Rates, Value>
}
