import type { Message } from '#contract/batch'
import type { RunId } from '#contract/ids'
import type { PauseReason, RunProgress, RunStatus } from '#contract/runs'
import type { Clock } from '#engine/ports'
import type { Budget } from './budget.ts'
import type { AttemptSettled, Job, JobEnd } from './job.ts'
import { Pace } from './pace.ts'
import type { ArrivedJob, LaneOwner, RunLane } from './run-lane.ts'
import type { RunTally } from './run-tally.ts'
import { isPersonal, type WaitView, waitsOf } from './run-waits.ts'

export interface ActiveRunFacts {
  readonly id: RunId
  readonly runId: number
  readonly name: string
  readonly user: string
  readonly messages: readonly Message[]
  readonly samples: number
  readonly promptCount: number
  readonly maxParallel: number | null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
}

/** What a run asks of whoever drives it. */
export interface RunDriver {
  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void
  /** Nothing is in flight and nothing can go on: all is done, or only a person can help, or it was told to stop. */
  resting(run: ActiveRun, why: 'done' | 'stopped' | 'stuck' | 'budget'): void
  stalled(lane: RunLane, error: unknown): void
  waits(run: ActiveRun): WaitView
}

/** A run while it is in memory: its counters, its switch, and whoever watches it. */
export class ActiveRun implements LaneOwner {
  readonly id: RunId
  readonly runId: number
  readonly name: string
  readonly method = 'probe'
  readonly user: string
  readonly messages: readonly Message[]
  readonly samples: number
  readonly promptCount: number
  readonly maxParallel: number | null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  readonly tally: RunTally
  readonly alerts: { code: string; service: string; message: string }[] = []
  lanes: readonly RunLane[] = []
  inFlight = 0
  onWire = 0
  delayed = 0
  status: RunStatus = 'running'
  pauseReason: PauseReason | null = null
  isAbandoned = false
  readonly #driver: RunDriver
  readonly #clock: Clock
  readonly #pace: Pace
  readonly #abort = new AbortController()
  readonly #startedMs: number
  #seq = 0
  #watchers: (() => void)[] = []

  constructor(facts: ActiveRunFacts, tally: RunTally, driver: RunDriver, clock: Clock) {
    this.id = facts.id
    this.runId = facts.runId
    this.name = facts.name
    this.user = facts.user
    this.messages = facts.messages
    this.samples = facts.samples
    this.promptCount = facts.promptCount
    this.maxParallel = facts.maxParallel
    this.maxWaitMs = facts.maxWaitMs
    this.budget = facts.budget
    this.tally = tally
    this.#driver = driver
    this.#clock = clock
    this.#startedMs = clock.monotonicMs()
    this.#pace = new Pace()
  }

  get isSending(): boolean {
    return this.status === 'running'
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Aborts what is in flight. */
  abort(): void {
    this.#abort.abort()
  }

  begin(): void {
    for (const lane of this.lanes) lane.refill()
    this.#look()
  }

  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void {
    this.#driver.arrived(lane, jobs)
    this.#look()
  }

  stalled(lane: RunLane, error: unknown): void {
    this.#driver.stalled(lane, error)
  }

  sent(_job: Job): void {
    this.tally.attempts += 1
    this.changed()
  }

  unsent(_job: Job): void {
    this.inFlight -= 1
    this.tally.attempts -= 1
    this.#look()
  }

  settled(job: Job, attempt: AttemptSettled, end: JobEnd): void {
    this.inFlight -= 1
    this.tally.addCost(attempt)
    this.ended(job, end)
  }

  ended(job: Job, end: JobEnd): void {
    if (end.kind !== 'again') {
      this.tally.addEnd(end.kind)
      const lane = this.lanes.find((each) => each === job.lane)
      lane?.ended()
    }
    this.changed()
    this.#look()
  }

  waitsChanged(): void {
    this.changed()
    this.#look()
  }

  /** Switches sending off, or on again. */
  turn(status: RunStatus, pauseReason: PauseReason | null): void {
    this.status = status
    this.pauseReason = pauseReason
    this.changed()
    this.#look()
  }

  /** Says to those who watch that something is new. */
  changed(): void {
    this.#seq += 1
    const watchers = this.#watchers
    this.#watchers = []
    for (const watcher of watchers) watcher()
  }

  /** Resolves at the next change. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => this.#watchers.push(resolve))
  }

  progress(): RunProgress {
    const nowMs = this.#clock.monotonicMs()
    const done = this.tally.ended
    const left = this.tally.total - done
    const view = this.#driver.waits(this)
    return {
      seq: this.#seq,
      id: this.id,
      status: this.status,
      pauseReason: this.pauseReason,
      counts: { ...this.tally.counts(), inFlight: this.onWire, waiting: this.delayed + view.refused },
      cost: this.tally.cost,
      elapsedMs: nowMs - this.#startedMs,
      etaMs: this.status === 'running' ? this.#pace.etaMs(nowMs, done, left) : null,
      waits: waitsOf(this.lanes, view),
      alerts: this.alerts,
    }
  }

  /** A run that cannot go on says so, once nothing of it is in flight. */
  #look(): void {
    if (this.inFlight > 0) return
    if (!this.isSending) {
      this.#driver.resting(this, 'stopped')
      return
    }
    if (this.lanes.some((lane) => lane.isFilling) || this.delayed > 0) return
    const open = this.lanes.filter((lane) => !lane.isEmpty)
    if (open.length === 0) this.#driver.resting(this, 'done')
    else if (open.every((lane) => lane.ready.length === lane.live && isPersonal(lane.blockedBy))) {
      this.#driver.resting(this, open.some((lane) => lane.blockedBy === 'budget') ? 'budget' : 'stuck')
    }
  }
}
