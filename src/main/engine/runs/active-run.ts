import type { CallCode } from '#contract/calls'
import type { RunId } from '#contract/ids'
import type { PauseReason, RunProgress, RunStatus } from '#contract/runs'
import type { ModelRecord } from '#engine/catalog'
import type { Clock } from '#engine/ports'
import type { Budget } from './budget.ts'
import { Changes } from './changes.ts'
import type { FallbackLane } from './fallback-lane.ts'
import type { AttemptSettled, Job, JobEnd, Lane } from './job.ts'
import type { ArrivedJob } from './lane-jobs.ts'
import { Pace } from './pace.ts'
import type { RunDriver } from './run-driver.ts'
import { RunLane } from './run-lane.ts'
import { callsPerProbe } from './run-summary.ts'
import type { RunTally } from './run-tally.ts'
import { monthIsUsedUp, waitsOf } from './run-waits.ts'
import { whyIdle } from './why-idle.ts'

export interface ActiveRunFacts {
  readonly id: RunId
  readonly runId: number
  readonly name: string
  readonly user: string
  readonly maxParallel: number | null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  readonly allowsFallback: boolean
  readonly allowsUnpriced: boolean
}

/** A run while it is in memory: its counters, its switch, and whoever watches it. Once it rests it never sends again: going on takes a new one. */
export class ActiveRun {
  readonly id: RunId
  readonly runId: number
  readonly name: string
  readonly method = 'probe'
  readonly user: string
  readonly maxParallel: number | null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  readonly tally: RunTally
  readonly changes = new Changes()
  readonly alerts: { code: string; service: string; message: string }[] = []
  readonly allowsFallback: boolean
  readonly allowsUnpriced: boolean
  inFlight = 0
  onWire = 0
  delayed = 0
  isAbandoned = false
  #planned: readonly RunLane[] = []
  #fallbacks: readonly FallbackLane[] = []
  #status: RunStatus = 'running'
  #pauseReason: PauseReason | null = null
  #isResting = false
  readonly #driver: RunDriver
  readonly #clock: Clock
  readonly #pace: Pace
  readonly #abort = new AbortController()
  readonly #gone = Promise.withResolvers<void>()
  readonly #startedMs: number

  constructor(facts: ActiveRunFacts, tally: RunTally, driver: RunDriver, clock: Clock) {
    this.id = facts.id
    this.runId = facts.runId
    this.name = facts.name
    this.user = facts.user
    this.maxParallel = facts.maxParallel
    this.maxWaitMs = facts.maxWaitMs
    this.budget = facts.budget
    this.allowsFallback = facts.allowsFallback
    this.allowsUnpriced = facts.allowsUnpriced
    this.tally = tally
    this.#driver = driver
    this.#clock = clock
    this.#startedMs = clock.monotonicMs()
    this.#pace = new Pace()
  }

  /** One for each model of the run, and those that answer in their place. */
  get lanes(): readonly (RunLane | FallbackLane)[] {
    return this.#fallbacks.length === 0 ? this.#planned : [...this.#planned, ...this.#fallbacks]
  }

  plan(lanes: readonly RunLane[]): void {
    this.#planned = lanes
  }

  fallbackLane(home: Lane, model: ModelRecord): FallbackLane | undefined {
    if (!(home instanceof RunLane)) return undefined
    const there = this.#fallbacks.find((lane) => lane.home === home && lane.model.id === model.id)
    if (there !== undefined) return there
    const lane = this.#driver.openFallbackLane(home, model)
    this.#fallbacks = [...this.#fallbacks, lane]
    return lane
  }

  get status(): RunStatus {
    return this.#status
  }

  get pauseReason(): PauseReason | null {
    return this.#pauseReason
  }

  get isSending(): boolean {
    return this.#status === 'running' && !this.#isResting
  }

  get isResting(): boolean {
    return this.#isResting
  }

  /** Jobs that were sent and will be sent again. */
  get waiting(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.refused, this.delayed)
  }

  /** Resolves when it has left memory. */
  get gone(): Promise<void> {
    return this.#gone.promise
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Aborts what is in flight. To be told to stop first: what is cut off must not be sent again at once. */
  abort(): void {
    this.#abort.abort()
  }

  begin(): void {
    for (const lane of this.lanes) lane.refill()
    this.#look()
  }

  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void {
    if (this.isSending) this.#driver.arrived(lane, jobs)
    this.#look()
  }

  stalled(lane: RunLane, error: unknown): void {
    this.#driver.stalled(lane, error)
    this.#look()
  }

  sent(_job: Job): void {
    this.tally.attempts += 1
    this.changes.tell()
  }

  unsent(job: Job): void {
    this.#landed(job)
    this.tally.attempts -= 1
    this.#look()
  }

  settled(job: Job, attempt: AttemptSettled, end: JobEnd): void {
    this.#landed(job)
    this.tally.addSettled(attempt, end)
    if (end !== 'again') this.#over(job, end)
    this.waitsChanged()
  }

  cached(probes: number): void {
    this.tally.addCached(probes)
    this.changes.tell()
  }

  ended(job: Job, code: CallCode): void {
    this.#over(job, code === 'CANCELLED' ? 'cancelled' : 'failed')
    this.waitsChanged()
  }

  lost(job: Job): void {
    this.#landed(job)
    this.#over(job, 'interrupted')
    this.waitsChanged()
  }

  waitsChanged(): void {
    if (this.lanes.some(({ blockedBy }) => blockedBy === 'month_budget') && !this.alerts.includes(monthIsUsedUp))
      this.alerts.push(monthIsUsedUp)
    this.changes.tell()
    this.#look()
  }

  closed(): void {
    this.changes.tell()
  }

  /** Stops sending, in this turn. */
  turn(status: 'paused' | 'draining', pauseReason: PauseReason | null): void {
    this.#status = status
    this.#pauseReason = pauseReason
    this.waitsChanged()
  }

  /** What became of it is on disk, and it is no longer in memory. */
  left(status: RunStatus, pauseReason: PauseReason | null): void {
    this.#status = status
    this.#pauseReason = pauseReason
    this.#gone.resolve()
    this.changes.tell()
  }

  progress(): RunProgress {
    const nowMs = this.#clock.monotonicMs()
    const done = this.tally.ended
    const left = this.tally.total - done
    return {
      seq: this.changes.seq,
      id: this.id,
      status: this.#status,
      pauseReason: this.#pauseReason,
      counts: { ...this.tally.counts(), inFlight: this.onWire, waiting: this.waiting },
      cost: this.tally.cost,
      callsPerProbe: callsPerProbe(this.tally.counts(), this.onWire),
      elapsedMs: nowMs - this.#startedMs,
      etaMs: this.#status === 'running' ? this.#pace.etaMs(nowMs, done, left) : null,
      waits: waitsOf(this.lanes, this.#driver.waits(this)),
      alerts: this.alerts,
    }
  }

  #over(job: Job, end: Exclude<JobEnd, 'again'>): void {
    this.tally.addEnd(end)
    job.lane.ended()
  }

  #landed(job: Job): void {
    this.inFlight -= 1
    job.lane.inFlight -= 1
  }

  /** A run that cannot go on says so, once nothing of it is in flight or on its way into memory. */
  #look(): void {
    if (this.#isResting || this.inFlight > 0 || this.lanes.some((lane) => lane.isFilling)) return
    const why = this.#status === 'running' ? whyIdle(this.lanes, this.delayed) : 'stopped'
    if (why === undefined) return
    this.#isResting = true
    this.#driver.resting(this, why)
  }
}
