import type { StoppedCode } from '#contract/catalog'
import type { Denial } from './pool-gate.ts'

/** What a provider as a whole lets out: its switch, its credential, a stop that only an admin lifts, and its cap over all pools. */
export class ProviderGate {
  inFlight = 0
  stopped: { readonly code: StoppedCode; readonly message: string } | null

  constructor(stopped: ProviderGate['stopped']) {
    this.stopped = stopped
  }

  ask(facts: {
    readonly isEnabled: boolean
    readonly hasCredential: boolean
    readonly maxParallel: number | null
    readonly isVerify: boolean
  }): Denial | undefined {
    if (!facts.isEnabled) return { cause: 'provider_disabled' }
    if (!facts.hasCredential) return { cause: 'no_credential' }
    if (this.stopped !== null && !facts.isVerify) return { cause: 'stopped' }
    if (facts.maxParallel !== null && this.inFlight >= facts.maxParallel) return { cause: 'provider_slots' }
    return undefined
  }
}
