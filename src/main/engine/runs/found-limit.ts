import type { PoolLimits } from '#contract/pools'
import {
  type AdaptivePolicy,
  type AdaptiveReason,
  type AdaptiveState,
  adaptiveAnswered,
  adaptiveLimit,
  adaptiveRefused,
  boundAdaptive,
  restoreAdaptive,
} from '#engine/resilience'

/** A limit that was found by trying, and why it is not what it was. */
export interface FoundLimit {
  readonly limit: number
  readonly reason: AdaptiveReason
}

/** How many calls of a pool may be in flight: as many as it was given, or, where it is adaptive, as many as its provider was found to take. */
export class ParallelLimit {
  #limits: PoolLimits
  #adaptive: AdaptiveState | undefined

  /** `found`: what was found before a restart. */
  constructor(limits: PoolLimits, found: number | null) {
    this.#limits = limits
    if (limits.adaptive) this.#adaptive = restoreAdaptive(found ?? undefined, this.#policy)
  }

  get parallel(): number {
    return this.#adaptive === undefined ? this.#limits.maxParallel : adaptiveLimit(this.#adaptive)
  }

  /** undefined: it is not found by trying. */
  get found(): FoundLimit | undefined {
    return this.#adaptive === undefined ? undefined : { limit: adaptiveLimit(this.#adaptive), reason: this.#adaptive.reason }
  }

  /** Of calls that leave now. */
  get epoch(): number | undefined {
    return this.#adaptive?.epoch
  }

  setLimits(limits: PoolLimits): void {
    this.#limits = limits
    if (!limits.adaptive) this.#adaptive = undefined
    else if (this.#adaptive === undefined) this.#adaptive = restoreAdaptive(undefined, this.#policy)
    else this.#adaptive = boundAdaptive(this.#adaptive, this.#policy)
  }

  /** A call ended that was not refused; `inFlight` counts it. */
  ended(facts: { readonly inFlight: number; readonly isFailure: boolean; readonly epoch: number | undefined }): void {
    if (this.#adaptive !== undefined) this.#adaptive = adaptiveAnswered(this.#adaptive, facts, this.#policy)
  }

  /** A pause began with a refusal of the rate. */
  refused(facts: { readonly isRamp: boolean; readonly epoch: number | undefined }): void {
    if (this.#adaptive !== undefined) this.#adaptive = adaptiveRefused(this.#adaptive, facts, this.#policy)
  }

  /** `maxParallel` stands above all. */
  get #policy(): AdaptivePolicy {
    const { maxParallel, adaptiveMin, adaptiveMax } = this.#limits
    const max = Math.min(adaptiveMax ?? maxParallel, maxParallel)
    return { min: Math.min(adaptiveMin, max), max }
  }
}
