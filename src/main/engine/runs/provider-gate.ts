import type { StoppedCode } from '#contract/catalog'
import type { Denial } from './pool-gate.ts'

/** What a provider as a whole lets out: its switch, its credential, a stop that only an admin lifts, and its cap over all pools. */
export class ProviderGate {
  inFlight = 0
  stopped: { readonly code: StoppedCode; readonly message: string } | null
  /** The credential is there but this shell cannot open it. */
  isKeyUnreadable = false
  /** Rises when a stop is lifted: what was sent before says nothing of the new credential. */
  #epoch = 0

  constructor(stopped: ProviderGate['stopped']) {
    this.stopped = stopped
  }

  get epoch(): number {
    return this.#epoch
  }

  /** An admin acted. False: nothing was stopped. */
  lift(): boolean {
    const wasStopped = this.stopped !== null || this.isKeyUnreadable
    this.stopped = null
    this.isKeyUnreadable = false
    this.#epoch += 1
    return wasStopped
  }

  ask(facts: {
    readonly isEnabled: boolean
    readonly hasCredential: boolean
    readonly maxParallel: number | null
    readonly isVerify: boolean
  }): Denial | undefined {
    if (!facts.isEnabled) return { cause: 'provider_disabled' }
    if (!facts.hasCredential || (this.isKeyUnreadable && !facts.isVerify)) return { cause: 'no_credential' }
    if (this.stopped !== null && !facts.isVerify) return { cause: 'stopped' }
    if (facts.maxParallel !== null && this.inFlight >= facts.maxParallel) return { cause: 'provider_slots' }
    return undefined
  }
}
