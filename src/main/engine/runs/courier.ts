import type { CallOutcome } from '#engine/ports'
import type { Admission } from './admission.ts'
import { type Flight, fly, type Landing } from './flight.ts'
import type { Flights } from './flights.ts'

/** Who hears what becomes of a flight: `freed` as `fly` has it, then one of the others. */
export interface FlightListener {
  freed(outcome: CallOutcome, areBreakersMoved: boolean): void
  landed(landing: Landing): void
  lost(error: unknown): void
}

/** Carries out what the scheduler decides. Nobody is told in the turn of the order. Where only the outcome is asked for (`assay whatif`), nothing is sent and nothing written. */
export interface Courier {
  /** Takes a job to its provider and back. */
  fly(admission: Admission, flight: Flight, listener: FlightListener): void
  /** Has something written that is no attempt; `then` once it is on disk. */
  keep(write: () => Promise<unknown>, then: () => void, lost: (error: unknown) => void): void
}

/** Sends and writes in earnest. */
export class LiveCourier implements Courier {
  readonly #flights: Flights

  constructor(flights: Flights) {
    this.#flights = flights
  }

  fly(admission: Admission, flight: Flight, listener: FlightListener): void {
    const landed = fly(admission, flight, (outcome, areBreakersMoved) => listener.freed(outcome, areBreakersMoved))
    this.#flights.add(
      landed.then(
        (landing) => listener.landed(landing),
        (error: unknown) => listener.lost(error),
      ),
    )
  }

  keep(write: () => Promise<unknown>, then: () => void, lost: (error: unknown) => void): void {
    this.#flights.add(write().then(then, lost))
  }
}
