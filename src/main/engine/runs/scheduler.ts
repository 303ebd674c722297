import { BreakerKeeper, Breakers } from '#engine/breakers'
import { TokenEstimates } from '#engine/calls'
import type { CatalogSnapshot } from '#engine/storage'
import { type Admission, askAdmission, takeAdmission } from './admission.ts'
import { type Courier, LiveCourier } from './courier.ts'
import { Delays } from './delays.ts'
import { Endings } from './endings.ts'
import { errorText } from './error-text.ts'
import type { Flight } from './flight.ts'
import { Flights } from './flights.ts'
import { Interventions } from './interventions.ts'
import type { Lane, Owner } from './job.ts'
import { Landings } from './landings.ts'
import { type Denial, type Now, nowOf } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import { isOfBudget } from './run-waits.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { Services } from './services.ts'
import { SpendKeeper } from './spend-keeper.ts'
import { tellTransition } from './tell.ts'

/**
 * Sends what is ready and may leave. Invariants:
 * 1. A job is in exactly one place: its lane, a pool's refused list, the delay queue, in flight, or ended.
 * 2. Asking has no side effects; everything a start takes is taken in the same turn, and settled once.
 * 3. No pool waits behind another; within a pool owners take turns, and so do pools within what they share.
 * 4. While outcomes wait for the database, nothing leaves; nor before what earlier engines left is known.
 * 5. After `close()` nothing leaves.
 */
export class Scheduler {
  readonly services: Services
  readonly estimates: TokenEstimates
  readonly flights: Flights
  readonly delays: Delays
  readonly breakers: Breakers
  readonly keeper: BreakerKeeper
  readonly spend: SpendKeeper
  readonly interventions: Interventions
  readonly #ports: SchedulerPorts
  readonly #admission: Admission
  readonly #endings: Endings
  readonly #landings: Landings
  readonly #courier: Courier
  isClosed = false
  #launches = 0
  #isOpen = false

  constructor(ports: SchedulerPorts, courier?: Courier) {
    this.#ports = ports
    this.services = new Services(ports, (queue) => this.pump(queue))
    this.estimates = new TokenEstimates(() => ports.settings().assumedOutputTokens)
    this.breakers = new Breakers({
      policy: () => ports.settings().breaker,
      onTransition: (transition) => tellTransition(ports, transition),
    })
    this.keeper = new BreakerKeeper(this.breakers, { ...ports, store: ports.breakerStore })
    this.spend = new SpendKeeper(ports, () => this.pumpAll())
    const { services, breakers, keeper, estimates, spend } = this
    this.#admission = { ...ports, services, breakers, keeper, estimates, spend: spend.limits }
    this.delays = new Delays({
      clock: ports.clock,
      services: this.services,
      ripe: (job) => {
        this.services.putBack(job)
        this.offer(job.lane)
      },
      waitsForBudget: (job, atMs) => this.#endings.waitsForRetryBudget(job, atMs),
    })
    this.flights = new Flights(ports.storage, (error) =>
      ports.log.error({ area: 'runs', step: 'settle', error: errorText(error) }, 'a bug'),
    )
    this.#courier = courier ?? new LiveCourier(this.flights)
    this.#endings = new Endings(this.#admission, this.#courier, {
      offer: (lane) => this.offer(lane),
      lost: (job, error) => this.#landings.lost(job, error),
    })
    this.#landings = new Landings(
      { admission: this.#admission, delays: this.delays, endings: this.#endings, flights: this.flights, keeper, spend },
      {
        offer: (lane) => this.offer(lane),
        pump: (queue) => this.pump(queue),
        superseded: () => {
          this.#isOpen = false
        },
      },
    )
    this.interventions = new Interventions(this.#admission, this.delays, this.#endings, { pump: (queue) => this.pump(queue) })
    ports.storage.onChange(() => {
      if (ports.storage.lost !== undefined) this.close({ abort: true })
      this.flights.look()
      this.pumpAll()
    })
  }

  get inFlight(): number {
    return this.flights.size
  }

  /** Takes up what earlier engines left; from then on jobs leave. */
  async restore(snapshot: Pick<CatalogSnapshot, 'poolStates' | 'providerStates'>): Promise<void> {
    await this.services.restore(snapshot)
    await this.spend.restore()
    await this.keeper.restore([...this.#ports.catalog.models()].flatMap((model) => Object.values(this.services.callServices(model))))
    this.#isOpen = true
    this.pumpAll()
  }

  /** Puts a lane's jobs in line. A key that could not be opened is tried once more. */
  join(lane: Lane): void {
    this.services.provider(lane.model.providerId).isKeyUnreadable = false
    this.services.queueOf(lane.model).join(lane)
  }

  /** Takes an owner out of every line; what is in flight goes on. */
  leave(owner: Owner): void {
    for (const queue of this.services.queues()) queue.leave((lane) => lane.owner === owner)
    this.delays.leave(owner)
  }

  /** A lane has something ready. */
  offer(lane: Lane): void {
    this.pump(this.services.queueOf(lane.model))
  }

  pumpAll(): void {
    for (const queue of this.services.queues()) this.pump(queue)
  }

  /** Lets out of a pool what may leave now. */
  pump(queue: PoolQueue): void {
    if (!this.#isOpen) return
    const now = nowOf(this.#ports.clock)
    const out = new Set<Owner | Lane>()
    const isOut = (lane: Lane) => !lane.owner.isSending || out.has(lane) || out.has(lane.owner)
    for (;;) {
      const job = queue.next(isOut)
      if (job === undefined) return
      const { lane } = job
      const answer = askAdmission(this.#admission, queue, job, now)
      if (answer.kind === 'yes') {
        const admitted = takeAdmission(this.#admission, queue, job, answer, now)
        this.#launch({ queue, job, admitted, now })
      } else if (answer.kind === 'never') {
        queue.took(job)
        this.#endings.end(job, answer.code, answer.message)
      } else {
        if (answer.denial.atMs !== undefined) queue.wakeup.arm(answer.denial.atMs)
        if (answer.scope === 'pool') {
          this.#block(queue, answer.denial, now)
          return
        }
        if (isOfBudget(answer.denial.cause) && lane.ready.bringForward((each) => each.inputTokensUpper)) continue
        out.add(answer.scope === 'owner' ? lane.owner : lane)
        if (answer.scope === 'lane') this.#endings.letGo(queue, answer.denial, now, (each) => each.lane === lane)
        lane.blockedBy = answer.denial.cause
        lane.blockedUntilMs = answer.denial.atMs
        lane.owner.waitsChanged()
      }
    }
  }

  /** From this turn on nothing leaves, and who joins is not heard. With `abort`, calls of the app's own are cut off, and nobody waits for a disk that takes nothing. */
  close({ abort }: { readonly abort: boolean }): void {
    this.#isOpen = false
    this.isClosed = true
    this.delays.stop()
    this.spend.stop()
    if (abort) this.flights.giveUp()
    for (const queue of this.services.queues()) {
      queue.wakeup.cancel()
      for (const { owner } of queue.lanes) owner.closed(abort)
    }
  }

  /** Nothing more leaves, and what was in flight is settled. */
  async stop(): Promise<void> {
    this.close({ abort: false })
    await this.flights.settled()
  }

  /** Nothing leaves this pool for now; who cannot wait so long ends. */
  #block(queue: PoolQueue, denial: Denial, now: Now): void {
    this.#endings.letGo(queue, denial, now, () => true)
    queue.block(denial)
  }

  #launch(flight: Flight): void {
    const { queue, job } = flight
    queue.took(job)
    queue.moves(job.lane)
    this.#launches += 1
    queue.lastTurn = this.#launches
    job.attempts += 1
    this.delays.called(queue, job, flight.now.monotonicMs)
    this.flights.left()
    job.lane.owner.sent(job)
    this.#courier.fly(this.#admission, flight, this.#landings.listenerOf(flight))
  }
}
