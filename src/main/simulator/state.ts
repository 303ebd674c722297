import { FaultPicker } from './fault-picker.ts'
import { Ledger } from './ledger.ts'
import { Limiter } from './limiter.ts'
import { Occupancy } from './occupancy.ts'
import type { Profile } from './profile.ts'
import { traitFaults, traitLimits } from './trait-rules.ts'

/** So many contents are remembered with how often they were asked; the one that came first is forgotten first, and then is as new. */
const maxContents = 100_000

/** What one simulator remembers. */
export class SimulatorState {
  readonly seed: number
  readonly now: () => number
  readonly ledger = new Ledger()
  readonly occupancy = new Occupancy()
  #profile: Profile
  #limiter: Limiter
  #faults: FaultPicker
  #occurrences = new Map<number, number>()
  #requests = 0
  #open = 0
  #waiting: (() => void)[] = []

  constructor(seed: number, profile: Profile, now: () => number) {
    this.seed = seed
    this.now = now
    this.#profile = profile
    this.#limiter = limiterOf(profile)
    this.#faults = pickerOf(profile)
  }

  get profile(): Profile {
    return this.#profile
  }

  get limiter(): Limiter {
    return this.#limiter
  }

  get faults(): FaultPicker {
    return this.#faults
  }

  /** From now on; limits and fault counts begin anew, the ledger goes on. A call admitted before leaves the limit it came by. */
  use(profile: Profile): void {
    this.#profile = profile
    this.#limiter = limiterOf(profile)
    this.#faults = pickerOf(profile)
  }

  /** How often this content has been asked, this time included. */
  countOccurrence(contentKey: number): number {
    const occurrence = (this.#occurrences.get(contentKey) ?? 0) + 1
    this.#occurrences.set(contentKey, occurrence)
    if (this.#occurrences.size > maxContents) {
      const [first] = this.#occurrences.keys()
      if (first !== undefined) this.#occurrences.delete(first)
    }
    return occurrence
  }

  /** A request is being answered; `close` it when the ledger has it. */
  open(): void {
    this.#open++
  }

  close(): void {
    this.#open--
    if (this.#open > 0) return
    for (const resolve of this.#waiting) resolve()
    this.#waiting = []
  }

  /** When every request that has arrived is in the ledger. */
  settled(): Promise<void> {
    if (this.#open === 0) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  nextRequestId(): string {
    this.#requests++
    return `sim-${this.#requests}`
  }

  /** As new, with the profile it has. */
  reset(): void {
    this.use(this.#profile)
    this.#occurrences.clear()
    this.ledger.reset()
    this.occupancy.reset()
  }
}

function limiterOf(profile: Profile): Limiter {
  return new Limiter([...profile.limits, ...traitLimits])
}

function pickerOf(profile: Profile): FaultPicker {
  return new FaultPicker([...profile.faults, ...traitFaults])
}
