import type { Denial } from './pool-gate.ts'

/** Money set aside for one call, to be settled once. Nano-USD. */
export interface Reservation {
  readonly nanoUsd: number
}

/**
 * What a run may spend. Invariant: spent + possibly billed + reserved never passes the limit, as long as no call costs more than was reserved for it.
 * Units: nano-USD, safe integers.
 */
export class Budget {
  readonly limitNanoUsd: number
  readonly #allowsUnpriced: boolean
  #spent: number
  #reserved = 0

  /** `spentNanoUsd`: known costs, and the uppers of calls whose cost is not known. */
  constructor(limitNanoUsd: number, spentNanoUsd = 0, allowsUnpriced = false) {
    this.limitNanoUsd = limitNanoUsd
    this.#allowsUnpriced = allowsUnpriced
    this.#spent = spentNanoUsd
  }

  get leftNanoUsd(): number {
    return this.limitNanoUsd - this.#spent - this.#reserved
  }

  /** null: nobody knows what it may cost. */
  fits(nanoUsd: number | null): boolean {
    return nanoUsd === null ? this.#allowsUnpriced : nanoUsd <= this.leftNanoUsd
  }

  /** Why a call of this bound does not leave now; undefined: it may. What calls in flight may give back is waited for. */
  ask(nanoUsd: number | null): Denial | undefined {
    if (this.fits(nanoUsd)) return undefined
    return { cause: nanoUsd !== null && nanoUsd <= this.limitNanoUsd - this.#spent ? 'budget_reserved' : 'budget' }
  }

  reserve(nanoUsd: number): Reservation {
    this.#reserved += nanoUsd
    return { nanoUsd }
  }

  /** `costNanoUsd`: what it cost, or may have cost at most. */
  settle(reservation: Reservation, costNanoUsd: number): void {
    this.#reserved -= reservation.nanoUsd
    this.#spent += costNanoUsd
  }
}
