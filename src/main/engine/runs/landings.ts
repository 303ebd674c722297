import type { BreakerKeeper } from '#engine/breakers'
import { type Admission, giveBackAdmission } from './admission.ts'
import type { FlightListener } from './courier.ts'
import type { Delays } from './delays.ts'
import type { Endings } from './endings.ts'
import { type Flight, type Landing, unsentCodes } from './flight.ts'
import type { Flights } from './flights.ts'
import type { Job, Lane } from './job.ts'
import { nowOf } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { SpendKeeper } from './spend-keeper.ts'
import { tellLost } from './tell.ts'

/** After which a job that could not be prepared or written ahead is asked again. */
const askAgainMs = 1000

interface LandingParts {
  readonly admission: Admission
  readonly delays: Delays
  readonly endings: Endings
  readonly flights: Flights
  readonly keeper: BreakerKeeper
  readonly spend: SpendKeeper
}

interface Scheduling {
  offer(lane: Lane): void
  pump(queue: PoolQueue): void
  /** This engine may send nothing any more. */
  superseded(): void
}

/** What becomes of jobs that come back: settled, tried again, fallen back, or never sent. Whoever waited for what they held is asked again at once. */
export class Landings {
  readonly #parts: LandingParts
  readonly #scheduling: Scheduling

  constructor(parts: LandingParts, scheduling: Scheduling) {
    this.#parts = parts
    this.#scheduling = scheduling
  }

  /** Who hears how a flight ends. */
  listenerOf(flight: Flight): FlightListener {
    const { admission, flights } = this.#parts
    const { job } = flight
    return {
      freed: (outcome, areBreakersMoved) => {
        if (job.lane.parameters.output === undefined) admission.estimates.learn(job.lane.model.id, job.promptBytes, outcome)
        flights.answered()
        this.#freed(flight, areBreakersMoved)
      },
      landed: (landing) => (landing.kind === 'kept_back' ? this.#keptBack(flight, landing) : this.#landed(flight, landing)),
      lost: (error) => this.lost(job, error),
    }
  }

  /** What became of it cannot be written by this engine. */
  lost(job: Job, error: unknown): void {
    tellLost(this.#parts.admission, job, error)
    job.lane.owner.lost(job)
  }

  #landed({ job }: Flight, { ulid, outcome, settled, isDerivedKept }: Extract<Landing, { kind: 'landed' }>): void {
    const { admission, delays, endings, flights, keeper } = this.#parts
    Object.assign(job, settled.job)
    const { back } = settled.after
    keeper.landed(settled.row.breakers ?? [], isDerivedKept)
    if (back !== null && back.to !== 'fallback') {
      job.readySinceMs = admission.clock.monotonicMs()
      if (back.to === 'delay') delays.add(job, job.readySinceMs + back.delayMs)
      else admission.services.putBack(job)
    }
    const { state, nanoUsd, upperNanoUsd } = settled.cost
    // Before the owner hears of it: a run that comes to rest takes the job's new line out, too.
    if (back?.to === 'fallback') endings.goOnWith(job, back.model, back.code)
    job.lane.owner.settled(
      job,
      { ulid, outcome, costState: state, costNanoUsd: nanoUsd, costUpperNanoUsd: upperNanoUsd },
      settled.after.end,
    )
    if (back !== null && back.to !== 'fallback') this.#scheduling.offer(job.lane)
    if (flights.onWire === 0) void keeper.flush()
  }

  /** Nothing left: everything taken goes back, and the job is asked again in a second; a call of the app's own ends. */
  #keptBack(flight: Flight, { why, message }: Extract<Landing, { kind: 'kept_back' }>): void {
    const { queue, job, admitted } = flight
    const { admission, delays, flights } = this.#parts
    const { owner } = job.lane
    admission.log.error({ area: 'runs', step: 'launch', probe: job.probeId, why, error: message }, 'a call was not sent')
    if (why === 'superseded') this.#scheduling.superseded()
    if (why === 'key_unreadable') admission.services.keyUnreadable(queue.providerId, message, owner.runId)
    flights.answered()
    const areBreakersMoved = giveBackAdmission(admission, queue, job, admitted, nowOf(admission.clock))
    job.attempts -= 1
    job.readySinceMs = admission.clock.monotonicMs()
    if (why === 'key_unreadable') admission.services.putBack(job)
    else delays.addKeptBack(job, job.readySinceMs + askAgainMs)
    owner.unsent(job, unsentCodes[why], message)
    this.#freed(flight, areBreakersMoved)
  }

  /** Something came free: whoever shares the pool, the provider's cap or the owner's own bounds is asked again, first who was served longest ago. */
  #freed({ queue, job }: Flight, areBreakersMoved: boolean): void {
    const { admission, spend } = this.#parts
    const reach = areBreakersMoved ? 'provider' : spend.reach(queue.providerId)
    for (const each of admission.services.sharing(queue, job.lane.owner, reach)) this.#scheduling.pump(each)
  }
}
