import type { AlertCondition } from '#contract/alerts'
import type { AlertFacts } from './alert-facts.ts'
import { type Finding, type Judged, judged, unknown } from './finding.ts'
import { calls, milliseconds, percent, usd } from './words.ts'

type Departure = Extract<AlertCondition, { on: 'departure' }>
type Measure = Departure['of'][number]

/** What a model's calls of one hour came to. `calls`: answered and failed. null: none was answered. */
export interface HourFigures {
  readonly calls: number
  readonly cost: number
  readonly failures: number
  readonly latency: number | null
}

/** This hour so far, and the same hour of the last 14 days, of those on which there were calls. */
export interface HourOfModel {
  readonly model: string
  readonly now: HourFigures
  readonly past: readonly HourFigures[]
}

/** Fewer calls than this say nothing of an hour. */
export const leastCalls = 30
/** Fewer days than this are no past. */
const leastDays = 5
const deviations = 5
const hourMs = 3_600_000

/**
 * The least spread that is believed, so that a past which never varied does not make an alarm of every hair's breadth: a share of the median, and an amount.
 * A sketch's quantile is only within 2 % of the very value, which `latency` leaves room for on both sides.
 */
const leastSpread: Readonly<Record<Measure, { readonly share: number; readonly amount: number }>> = {
  cost: { share: 0.02, amount: 1 },
  latency: { share: 0.04, amount: 5 },
  failures: { share: 0, amount: 0.01 },
}

const say: Readonly<Record<Measure, { readonly what: string; readonly figure: (value: number) => string }>> = {
  cost: { what: 'a call costs', figure: usd },
  latency: { what: 'the p50 of latency is', figure: milliseconds },
  failures: { what: 'the share of failures is', figure: percent },
}

/** The median of the past and what lies above it by more than is usual. */
export function usualOf(
  past: readonly number[],
  measure: Measure,
): { readonly median: number; readonly spread: number; readonly bound: number } {
  const median = medianOf(past)
  const { share, amount } = leastSpread[measure]
  const spread = Math.max(medianOf(past.map((value) => Math.abs(value - median))), share * median, amount)
  return { median, spread, bound: median + deviations * spread }
}

/** Each model and measure by itself: a dear hour of one hides no slow hour of it. */
export function judgeDepartures({ of }: Departure, { hours, nowMs }: Pick<AlertFacts, 'hours' | 'nowMs'>): Judged {
  if (hours === undefined) return unknown
  const busy = hours.filter(({ now }) => now.calls >= leastCalls)
  const findings = busy.flatMap((hour) => of.flatMap((measure) => departureOf(hour, measure)))
  const measured =
    busy.length === 0 ? null : `${busy.length} ${busy.length === 1 ? 'model' : 'models'} with ${leastCalls} calls or more in this hour`
  return judged(measured, findings, findings.length === 0 ? undefined : (Math.floor(nowMs / hourMs) + 1) * hourMs)
}

function departureOf({ model, now, past }: HourOfModel, measure: Measure): Finding[] {
  const value = now[measure]
  const known = past.map((hour) => hour[measure]).filter((each) => each !== null)
  if (value === null || known.length < leastDays) return []
  const { median, spread, bound } = usualOf(known, measure)
  if (value <= bound) return []
  const { what, figure } = say[measure]
  const usual = `${figure(bound)}: the median ${figure(median)} of the same hour on ${known.length} days, and ${deviations} times ${figure(spread)}`
  return [
    {
      key: `model:${model} ${measure}`,
      measured: `${figure(value)} (${calls(now.calls)})`,
      bound: figure(bound),
      message: `${model} departs from its own past: of ${calls(now.calls)} in this hour ${what} ${figure(value)}, above ${usual}.`,
    },
  ]
}

/** The middle one, or halfway between the two in the middle. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0]
  return (low + high) / 2
}
