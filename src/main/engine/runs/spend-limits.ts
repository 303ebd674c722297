import type { EpochMs, NanoUsd } from '#contract/units'
import { dayAt, monthAt, type Period } from '#engine/resilience'
import type { Denial, Now } from './pool-gate.ts'
import { type PastSpend, quarterOf, SpendBook } from './spend-book.ts'
import { askBound, type SpendBound } from './spend-bound.ts'

/** The budgets beyond a run's own, as people set them. Absent or null: none. */
export interface SpendPolicy {
  readonly providerDayNanoUsd: Readonly<Record<string, NanoUsd>>
  readonly monthNanoUsd: NanoUsd | null
  readonly timeZone: string
}

/** Money set aside for one call, to be settled once. Nano-USD. */
export interface SpendTicket {
  readonly provider: string
  readonly startedAtMs: EpochMs
  readonly nanoUsd: number
}

/** That a budget has been used to so many per cent. 100: the next call does not fit any more. */
export type SpendMark = Pick<SpendBound, 'scope' | 'provider' | 'limitNanoUsd' | 'spentNanoUsd' | 'period'> & {
  readonly percent: 80 | 100
}

/** What one mark is told apart from others by. */
export type MarkName = Pick<SpendMark, 'scope' | 'provider' | 'limitNanoUsd' | 'percent'> & { readonly untilMs: EpochMs }

export interface SpendListener {
  mark(mark: SpendMark): void
  /** A call had to wait because the past is not known: `recall` is wanted. */
  pastIsUnknown(): void
}

const earlyShare = 0.8
const dayMs = 86_400_000

/**
 * What all calls may cost together: with a provider in a day, in the workspace in a month, by the calendar of a zone. A call counts where it began. Invariants:
 * 1. Spent + possibly billed + reserved never passes a budget that was there when the call left, as long as no call costs more than was reserved for it.
 * 2. Each ticket is settled once; one of yesterday changes nothing of today.
 * 3. While the past is not known from the beginning of a budget's day or month, nothing leaves under that budget.
 * 4. Each mark is told once in a day or month of a budget, over restarts too as far as events remember.
 */
export class SpendLimits {
  #policy: SpendPolicy
  readonly #listener: SpendListener
  readonly #book = new SpendBook()
  readonly #open = new Set<SpendTicket>()
  readonly #told = new Set<string>()
  #bounds: SpendBound[] = []
  /** From this instant on the book is whole. */
  #knownSinceMs: number = Number.POSITIVE_INFINITY
  #day: Period | undefined

  constructor(policy: SpendPolicy, listener: SpendListener) {
    this.#policy = policy
    this.#listener = listener
  }

  /** From when on the past must be told; undefined: it is known. */
  unknownSinceMs(nowMs: EpochMs): EpochMs | undefined {
    this.#roll(nowMs)
    const froms = this.#bounds.map(({ period }) => period.fromMs)
    const fromMs = Math.min(...froms)
    return fromMs < this.#knownSinceMs ? (fromMs as EpochMs) : undefined
  }

  /** Until when it is known already; the past before is what `recall` must bring. */
  get knownSinceMs(): number {
    return this.#knownSinceMs
  }

  /** All that was spent from `sinceMs` until what was known before. `isOld`: what it reaches was told by an earlier engine. */
  recall(past: readonly PastSpend[], sinceMs: number, nowMs: EpochMs, isOld: boolean): void {
    for (const each of past) this.#book.add(each)
    this.#knownSinceMs = Math.min(this.#knownSinceMs, sinceMs)
    this.#rebuild(nowMs)
    for (const bound of this.#bounds) {
      if (isOld && isEarly(bound)) this.#told.add(nameOf({ ...bound, untilMs: bound.period.untilMs, percent: 80 }))
      else this.#look(bound)
    }
  }

  /** What an earlier engine told of a mark. */
  wasTold(mark: MarkName): void {
    this.#told.add(nameOf(mark))
  }

  setPolicy(policy: SpendPolicy, nowMs: EpochMs): void {
    this.#policy = policy
    this.#rebuild(nowMs)
    if (this.unknownSinceMs(nowMs) === undefined) for (const bound of this.#bounds) this.#look(bound)
  }

  /** Who else may go when a call to this provider gives back what it did not use. */
  reach(provider: string): 'own' | 'provider' | 'all' {
    if (this.#policy.monthNanoUsd !== null) return 'all'
    return this.#policy.providerDayNanoUsd[provider] === undefined ? 'own' : 'provider'
  }

  /** May a call leave that costs so much at most? null: nobody knows what it may cost, which is as `allowsUnpriced` says. */
  ask(provider: string, nanoUsd: number | null, allowsUnpriced: boolean, now: Now): Denial | undefined {
    const unknownSinceMs = this.unknownSinceMs(now.epochMs)
    for (const bound of this.#bounds) {
      if (!isOf(bound, provider)) continue
      if (nanoUsd === null) {
        if (allowsUnpriced) continue
        return { cause: 'budget' }
      }
      if (unknownSinceMs !== undefined) {
        this.#listener.pastIsUnknown()
        return { cause: 'budget_reserved' }
      }
      const denial = askBound(bound, nanoUsd, now)
      if (denial === undefined) continue
      if (denial.cause === 'month_budget' || denial.cause === 'provider_day_budget') this.#mark(bound, 100)
      return denial
    }
    return undefined
  }

  take(provider: string, nanoUsd: number, startedAtMs: EpochMs): SpendTicket {
    this.#roll(startedAtMs)
    const ticket = { provider, startedAtMs, nanoUsd }
    this.#open.add(ticket)
    for (const bound of this.#bounds) if (counts(bound, ticket)) bound.reservedNanoUsd += nanoUsd
    return ticket
  }

  /** `nanoUsd`: what it cost, or may have cost at most. */
  settle(ticket: SpendTicket, nanoUsd: number): void {
    if (!this.#open.delete(ticket)) throw new Error('what was set aside for a call is settled once')
    const { provider, startedAtMs } = ticket
    this.#book.add({ provider, quarter: quarterOf(startedAtMs), nanoUsd })
    for (const bound of this.#bounds) {
      if (!counts(bound, ticket)) continue
      bound.reservedNanoUsd -= ticket.nanoUsd
      bound.spentNanoUsd += nanoUsd
      this.#look(bound)
    }
  }

  /** The budgets that calls to these providers count in, as they are now. */
  boundsOf(providers: readonly string[], nowMs: EpochMs): readonly Readonly<SpendBound>[] {
    this.#roll(nowMs)
    return this.#bounds.filter((bound) => providers.some((provider) => isOf(bound, provider)))
  }

  /** The month of budgets, whether there is one or not. */
  monthNow(nowMs: EpochMs): { readonly period: Period; readonly spentNanoUsd: number; readonly limitNanoUsd: NanoUsd | null } {
    const period = monthAt(nowMs, this.#policy.timeZone)
    return { period, spentNanoUsd: this.#book.sum(null, period), limitNanoUsd: this.#policy.monthNanoUsd }
  }

  /** What was spent with a provider, or with all, in the day of budgets. */
  dayNow(provider: string | null, nowMs: EpochMs): { readonly period: Period; readonly spentNanoUsd: number } {
    const period = dayAt(nowMs, this.#policy.timeZone)
    return { period, spentNanoUsd: this.#book.sum(provider, period) }
  }

  /** When the day of budgets ends. */
  dayEndsAtMs(nowMs: EpochMs): EpochMs {
    return dayAt(nowMs, this.#policy.timeZone).untilMs
  }

  /** Days end, and a wall clock may be set back. */
  #roll(nowMs: EpochMs): void {
    if (this.#day === undefined || nowMs < this.#day.fromMs || nowMs >= this.#day.untilMs) this.#rebuild(nowMs)
  }

  #rebuild(nowMs: EpochMs): void {
    const { providerDayNanoUsd, monthNanoUsd, timeZone } = this.#policy
    const [day, month] = [dayAt(nowMs, timeZone), monthAt(nowMs, timeZone)]
    this.#day = day
    this.#book.forget(month.fromMs - 2 * dayMs)
    this.#knownSinceMs = Math.max(this.#knownSinceMs, month.fromMs - 2 * dayMs)
    this.#bounds = Object.entries(providerDayNanoUsd).map(([provider, limit]) => this.#bound('day', provider, limit, day))
    if (monthNanoUsd !== null) this.#bounds.unshift(this.#bound('month', null, monthNanoUsd, month))
  }

  #bound(scope: SpendBound['scope'], provider: string | null, limitNanoUsd: number, period: Period): SpendBound {
    const bound = { scope, provider, limitNanoUsd, period, spentNanoUsd: this.#book.sum(provider, period), reservedNanoUsd: 0 }
    for (const ticket of this.#open) if (counts(bound, ticket)) bound.reservedNanoUsd += ticket.nanoUsd
    return bound
  }

  #look(bound: SpendBound): void {
    if (isEarly(bound)) this.#mark(bound, 80)
  }

  #mark(bound: SpendBound, percent: 80 | 100): void {
    const name = nameOf({ ...bound, untilMs: bound.period.untilMs, percent })
    if (this.#told.has(name)) return
    this.#told.add(name)
    const { scope, provider, limitNanoUsd, spentNanoUsd, period } = bound
    this.#listener.mark({ percent, scope, provider, limitNanoUsd, spentNanoUsd, period })
  }
}

function isOf(bound: SpendBound, provider: string): boolean {
  return bound.provider === null || bound.provider === provider
}

function counts(bound: SpendBound, { provider, startedAtMs }: SpendTicket): boolean {
  return isOf(bound, provider) && startedAtMs >= bound.period.fromMs && startedAtMs < bound.period.untilMs
}

function isEarly({ limitNanoUsd, spentNanoUsd }: SpendBound): boolean {
  return spentNanoUsd >= limitNanoUsd * earlyShare
}

function nameOf({ scope, provider, limitNanoUsd, untilMs, percent }: MarkName): string {
  return `${scope} ${provider} ${untilMs} ${limitNanoUsd} ${percent}`
}
