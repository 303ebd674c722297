import type { WaitCause } from '#contract/calls'
import type { Catalog, ModelRecord } from '#engine/catalog'
import type { CallParameters } from '#engine/ports'
import { Fifo } from './fifo.ts'
import type { Job, Lane, Owner } from './job.ts'

/** A lane whose jobs may go over to another model's line. */
export interface HomeLane extends Lane {
  /** One has gone over. */
  left(): void
  /** One that was away ended. */
  returned(): void
}

/** Those of a lane's jobs that another model is to answer, with the parameters that were meant for the one asked. */
export class FallbackLane implements Lane {
  readonly home: HomeLane
  readonly ready = new Fifo<Job>()
  readonly isFilling = false
  readonly away = 0
  refused = 0
  inFlight = 0
  blockedBy: WaitCause | null = null
  blockedUntilMs: number | undefined
  readonly #modelId: number
  readonly #catalog: Catalog
  #live = 0

  constructor(home: HomeLane, modelId: number, catalog: Catalog) {
    this.home = home
    this.#modelId = modelId
    this.#catalog = catalog
  }

  get owner(): Owner {
    return this.home.owner
  }

  get model(): ModelRecord {
    return this.#catalog.model(this.#modelId)
  }

  get parameters(): CallParameters {
    return this.home.parameters
  }

  get isEmpty(): boolean {
    return this.#live === 0
  }

  get live(): number {
    return this.#live
  }

  get inLine(): number {
    return this.ready.length + this.refused
  }

  /** A job of the home lane as it goes on here: as if for the first time. */
  adopt(job: Job): Job {
    return { ...this.readopt(job), allowanceUsed: 0, countedRefusals: 0, waitCause: null, waitSinceMs: null }
  }

  /** One that was adopted in an earlier engine, as it stood there. */
  readopt(job: Job): Job {
    this.#live += 1
    this.home.left()
    return { ...job, lane: this, hasFallenBack: true }
  }

  refill(): void {
    this.home.refill()
  }

  ended(): void {
    this.#live -= 1
    this.home.returned()
  }
}
