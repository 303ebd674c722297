import type { EpochMs } from '#contract/units'
import type { CallSums } from '#engine/monitor'
import type { HourOfModel } from './departures.ts'

/** A run that goes on, or has just come to rest. Spend counts what may have been billed with the most it can come to. */
export interface RunFact {
  readonly id: string
  /** Its key in the database. */
  readonly runId: number
  readonly name: string
  readonly spentNanoUsd: number
}

/** A breaker that is not closed, or held open. `sinceMs`: without a break. */
export interface BreakerFact {
  readonly service: string
  readonly sinceMs: EpochMs
  readonly reason: string | null
}

/** A pool in a pause, or only trying again. `untilMs`: the end of this pause. */
export interface PoolFact {
  readonly name: string
  readonly sinceMs: EpochMs
  readonly untilMs: EpochMs
  readonly code: string | null
}

/** A price that begins. Rates in words. */
export interface PriceFact {
  readonly model: string
  readonly atMs: EpochMs
  readonly rates: string
}

/** Money of a day or a month, and when that ends. */
export interface PeriodSpend {
  readonly spentNanoUsd: number
  readonly untilMs: EpochMs
}

/** What rules are judged by, as it is in one turn. `undefined` where it is not known yet: then nothing begins and nothing ends. */
export interface AlertFacts {
  readonly nowMs: EpochMs
  readonly runs: readonly RunFact[]
  /** null: with all providers. */
  readonly day: (provider: string | null) => PeriodSpend | undefined
  readonly month: () => PeriodSpend | undefined
  /** What calls came to that were settled in the last minutes, by the ref of their model. */
  readonly recent: (minutes: number) => ReadonlyMap<string, Readonly<CallSums>>
  readonly breakers: readonly BreakerFact[]
  readonly pools: readonly PoolFact[]
  readonly prices: readonly PriceFact[]
  /** Models with calls in this hour, and the same hour of earlier days. */
  readonly hours: readonly HourOfModel[] | undefined
}
