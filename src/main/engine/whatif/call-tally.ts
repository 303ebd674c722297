import type { CallCode } from '#contract/calls'
import type { ModelForecast } from '#contract/what-if'
import { type AttemptSettled, isTriedAgain, type Job, type JobEnd } from '#engine/runs'

type Figures = Omit<ModelForecast, 'model'>

/** What became of a model's probes and their calls. */
export class CallTally {
  readonly #probes: number
  #durationMs = 0
  #succeeded = 0
  #calls = 0
  /** Answers that a further turn followed. */
  #turns = 0
  #retries = 0
  #fallbacks = 0
  #rateLimited = 0
  #knownNanoUsd = 0
  #upperNanoUsd = 0
  #isPriced = true
  readonly #failures = new Map<CallCode, number>()

  constructor(probes: number) {
    this.#probes = probes
  }

  static sum(tallies: readonly CallTally[]): Figures {
    const sum = new CallTally(tallies.reduce((probes, tally) => probes + tally.#probes, 0))
    for (const tally of tallies) sum.#add(tally)
    return sum.forecast()
  }

  sent(job: Job): void {
    this.#calls += 1
    if (isTriedAgain(job)) this.#retries += 1
    if (job.hasFallenBack) this.#fallbacks += 1
  }

  settled({ outcome, costState, costNanoUsd, costUpperNanoUsd }: AttemptSettled, end: JobEnd): void {
    if (outcome.kind === 'ANSWERED' && end === 'again') this.#turns += 1
    if (outcome.kind === 'RATE_LIMITED' || outcome.kind === 'DAILY_QUOTA') this.#rateLimited += 1
    if (costNanoUsd !== null) this.#knownNanoUsd += costNanoUsd
    else if (costUpperNanoUsd === null || costState === 'unknown') this.#isPriced = false
    else this.#upperNanoUsd += costUpperNanoUsd
  }

  /** A probe is over; `code` null: it succeeded. Virtual milliseconds since the beginning. */
  ended(code: CallCode | null, atMs: number): void {
    this.#durationMs = Math.max(this.#durationMs, atMs)
    if (code === null) this.#succeeded += 1
    else this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1)
  }

  forecast(): Figures {
    const failed = [...this.#failures.values()].reduce((sum, probes) => sum + probes, 0)
    const ended = this.#succeeded + failed
    return {
      durationMs: Math.round(this.#durationMs),
      probes: this.#probes,
      succeeded: this.#succeeded,
      failed,
      unfinished: this.#probes - ended,
      calls: this.#calls,
      retries: this.#retries,
      fallbacks: this.#fallbacks,
      rateLimited: this.#rateLimited,
      callsPerProbe: ended === 0 ? null : this.#calls / (ended + this.#turns),
      costNanoUsd: this.#isPriced ? { low: this.#knownNanoUsd, high: this.#knownNanoUsd + this.#upperNanoUsd } : null,
      failures: [...this.#failures].map(([code, probes]) => ({ code, probes })),
    }
  }

  #add(other: CallTally): void {
    this.#durationMs = Math.max(this.#durationMs, other.#durationMs)
    this.#succeeded += other.#succeeded
    this.#calls += other.#calls
    this.#turns += other.#turns
    this.#retries += other.#retries
    this.#fallbacks += other.#fallbacks
    this.#rateLimited += other.#rateLimited
    this.#knownNanoUsd += other.#knownNanoUsd
    this.#upperNanoUsd += other.#upperNanoUsd
    this.#isPriced &&= other.#isPriced
    for (const [code, probes] of other.#failures) this.#failures.set(code, (this.#failures.get(code) ?? 0) + probes)
  }
}
