import type { CallCode, WaitCause } from '#contract/calls'
import type { Forecast } from '#contract/what-if'
import type { Catalog, ModelRecord } from '#engine/catalog'
import type { Clock } from '#engine/ports'
import { type AttemptSettled, type Budget, FallbackLane, type HomeLane, type Job, type JobEnd, type Lane, type Owner } from '#engine/runs'
import { CallTally } from './call-tally.ts'
import { LimitWatch } from './limit-watch.ts'
import { type LaneWatcher, SimulatedLane, type SimulatedLaneFacts } from './simulated-lane.ts'

export interface SimulatedRunFacts {
  readonly maxParallel: number | null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  readonly allowsFallback: boolean
  readonly allowsUnpriced: boolean
  readonly lanes: readonly SimulatedLaneFacts[]
}

interface Ports {
  readonly clock: Clock
  readonly catalog: Catalog
}

/** A run that is only imagined: wants its probes done as a real one does, and counts what becomes of them. */
export class SimulatedRun implements Owner, LaneWatcher {
  readonly runId = null
  readonly method = 'probe'
  readonly user = 'system'
  readonly maxParallel: number | null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  readonly allowsFallback: boolean
  readonly allowsUnpriced: boolean
  readonly isSending = true
  readonly isAbandoned = false
  readonly signal = new AbortController().signal
  inFlight = 0
  onWire = 0
  delayed = 0
  readonly #ports: Ports
  readonly #join: (lane: Lane) => void
  readonly #homes: readonly SimulatedLane[]
  #fallbacks: readonly FallbackLane[] = []
  readonly #tallies: ReadonlyMap<number, CallTally>
  readonly #limits: LimitWatch

  /** `join`: puts a lane in line. */
  constructor(facts: SimulatedRunFacts, ports: Ports, join: (lane: Lane) => void) {
    this.maxParallel = facts.maxParallel
    this.maxWaitMs = facts.maxWaitMs
    this.budget = facts.budget
    this.allowsFallback = facts.allowsFallback
    this.allowsUnpriced = facts.allowsUnpriced
    this.#ports = ports
    this.#join = join
    this.#limits = new LimitWatch(ports.clock)
    this.#homes = facts.lanes.map((lane) => new SimulatedLane(this, lane, ports, this))
    this.#tallies = new Map(facts.lanes.map(({ modelId }, index) => [modelId, new CallTally(this.#homes[index]?.cells ?? 0)]))
  }

  get lanes(): readonly (SimulatedLane | FallbackLane)[] {
    return this.#fallbacks.length === 0 ? this.#homes : [...this.#homes, ...this.#fallbacks]
  }

  begin(): void {
    for (const lane of this.#homes) {
      this.#join(lane)
      lane.refill()
    }
  }

  fallbackLane(home: Lane, model: ModelRecord): FallbackLane | undefined {
    const there = this.#fallbacks.find((lane) => lane.home === home && lane.model.id === model.id)
    if (there !== undefined) return there
    const lane = new FallbackLane(this.#homeOf(home), model.id, this.#ports.catalog)
    this.#fallbacks = [...this.#fallbacks, lane]
    this.#join(lane)
    return lane
  }

  sent(job: Job): void {
    this.#tally(job).sent(job)
  }

  unsent(): void {
    throw new Error('a call that is only imagined cannot be kept back')
  }

  settled(job: Job, attempt: AttemptSettled, end: JobEnd): void {
    this.inFlight -= 1
    job.lane.inFlight -= 1
    const tally = this.#tally(job)
    tally.settled(attempt, end)
    if (end === 'again') return
    const { kind } = attempt.outcome
    tally.ended(end === 'succeeded' ? null : kind === 'ANSWERED' ? null : kind, this.#ports.clock.monotonicMs())
    job.lane.ended()
  }

  ended(job: Job, code: CallCode): void {
    this.#tally(job).ended(code, this.#ports.clock.monotonicMs())
    job.lane.ended()
  }

  lost(_job: Job): void {
    throw new Error('what is only imagined cannot be lost')
  }

  waitsChanged(): void {
    // Nobody watches.
  }

  closed(): void {
    // Nothing is left to be told.
  }

  blocked(lane: SimulatedLane, before: WaitCause | null, now: WaitCause | null): void {
    if (before !== null) this.#limits.letsGo(before, this.#serviceOf(lane, before))
    if (now !== null) this.#limits.holds(now, this.#serviceOf(lane, now))
  }

  /** What has become of it so far. */
  forecast(): Forecast {
    const models = [...this.#tallies].map(([modelId, tally]) => ({ model: this.#ports.catalog.model(modelId).ref, ...tally.forecast() }))
    const total = CallTally.sum([...this.#tallies.values()])
    const stoppedBy = total.unfinished === 0 ? null : (this.lanes.find((lane) => lane.ready.length + lane.refused > 0)?.blockedBy ?? null)
    return { ...total, limits: this.#limits.hits(), models, stoppedBy }
  }

  #tally({ requestModelId }: Job): CallTally {
    const tally = this.#tallies.get(requestModelId)
    if (tally === undefined) throw new Error(`model ${requestModelId} is not of this run`)
    return tally
  }

  #homeOf(lane: Lane): HomeLane {
    const home = this.#homes.find((each) => each === lane)
    if (home === undefined) throw new Error('a job falls back once')
    return home
  }

  #serviceOf(lane: Lane, cause: WaitCause): string {
    const { model } = lane
    if (cause === 'run_slots' || cause === 'run_paused' || cause === 'budget') return 'run'
    if (cause === 'breaker' || cause === 'breaker_held') return model.ref
    const provider = this.#ports.catalog.provider(model.providerId).key
    if (cause === 'provider_slots' || cause === 'provider_disabled' || cause === 'no_credential' || cause === 'stopped') return provider
    return `${provider}/${this.#ports.catalog.pool(model.poolId).name}`
  }
}
