import type { EpochMs, NanoUsd } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import type { EventLog } from '#engine/events'
import type { BreakerStore, Clock, Log, ProviderClient, Random, SecretStore } from '#engine/ports'
import type { BackoffPolicy, BreakerPolicy, RetryBudgetPolicy } from '#engine/resilience'
import type { SettleAttempt, Storage } from '#engine/storage'
import type { SpendPolicy } from './spend-limits.ts'

/** What the scheduler acts on beside the catalog, as people set it. */
export interface SchedulerSettings {
  readonly rateLimitBackoffMs: readonly number[]
  readonly maxAttempts: number
  readonly backoff: BackoffPolicy
  readonly breaker: BreakerPolicy
  readonly retryBudget: Pick<RetryBudgetPolicy, 'ratio' | 'floor'>
  readonly assumedOutputTokens: number
  /** For how long an answer is kept for others. */
  readonly answerCacheMs: number
  readonly maxCostPerCallNanoUsd: NanoUsd | null
}

/** What of the database the scheduler needs. */
export type SchedulerStorage = Pick<Storage, 'read' | 'write' | 'keep' | 'isFailing' | 'lost' | 'onChange'>

/** Who keeps count of calls; it is told in the turn of each, and costs it nothing. */
export interface CallCounter {
  /** Its row is on disk and it leaves. */
  left(modelId: number, atMs: EpochMs): void
  /** Its outcome is on disk. */
  landed(modelId: number, row: SettleAttempt): void
}

export interface SchedulerPorts {
  readonly catalog: Catalog
  readonly storage: SchedulerStorage
  readonly client: ProviderClient
  readonly secrets: SecretStore
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly events: Pick<EventLog, 'record'>
  /** Absent: nobody counts. */
  readonly calls?: CallCounter | undefined
  readonly breakerStore: BreakerStore
  readonly settings: () => SchedulerSettings
  /** The budgets of days and months; `SpendKeeper.settingsChanged` is told when it is another. */
  readonly spendPolicy: () => SpendPolicy
  /** A new name, in order within a millisecond. */
  readonly ulid: (nowMs: EpochMs) => string
  /** Throws FALLBACK_INVALID while the fallback mapping is not valid: nothing may run. */
  readonly assertMayRun: () => void
  /** Where the simulator answers, started when first asked. */
  readonly simulatorUrl: () => Promise<string>
  /** What only a person can mend; said once. */
  readonly alert: (alert: {
    readonly code: string
    readonly service: string
    readonly message: string
    readonly runId: number | null
  }) => void
}
