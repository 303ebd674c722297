/** A breaker as it is kept over a restart. Counts are whole; instants are epoch milliseconds, null where there was none. */
export interface BreakerRecord {
  /** `provider:<key>` or `model:<ref>`. */
  readonly service: string
  readonly state: 'closed' | 'open' | 'half-open'
  /** In a row, while closed. */
  readonly failures: number
  /** Good trials in a row, while half-open. */
  readonly successes: number
  readonly lastFailureAtMs: number | null
  readonly lastStateChangeAtMs: number | null
  readonly halfOpenAtMs: number | null
  /** Openings since it was last closed. */
  readonly openCount: number
  readonly totalFailures: number
  readonly totalSuccesses: number
  /** Why it is as it is: the last failure's code and sentence, or a person's word. */
  readonly reason: string | null
  /** Held by a person, whatever the calls say; null: not held. */
  readonly hold: 'open' | 'closed' | null
  readonly holdReason: string | null
  readonly holdBy: string | null
  readonly updatedAtMs: number
}

/**
 * The fast of a breaker's two stores: where several engines share one, they learn of each other's breakers here before the database tells them.
 * The database is the truth; this may forget, fail or be late. Memory now.
 */
export interface BreakerStore {
  /** undefined: not known, or no longer. Rejects when the store cannot be reached. */
  get(service: string): Promise<BreakerRecord | undefined>
  /** Kept for `timeToLiveMs`. Rejects when the store cannot be reached. */
  set(service: string, record: BreakerRecord, timeToLiveMs: number): Promise<void>
}
