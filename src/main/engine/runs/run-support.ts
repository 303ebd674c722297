import type { RunProgress, RunSummary } from '#contract/runs'
import type { EpochMs } from '#contract/units'
import type { ActiveRun, RunDriver } from './active-run.ts'
import type { ArrivedJob, RunLane } from './run-lane.ts'
import type { WaitView } from './run-waits.ts'
import type { Scheduler } from './scheduler.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

type Why = Parameters<RunDriver['resting']>[1]

/** Joins runs to the scheduler: where new jobs go, what a run's waits are, and that it comes to rest once. */
export class RunSupport implements RunDriver {
  readonly #ports: SchedulerPorts
  readonly #scheduler: Scheduler
  readonly #rest: (run: ActiveRun, why: Why) => Promise<void>
  readonly #resting = new WeakSet<ActiveRun>()

  constructor(ports: SchedulerPorts, scheduler: Scheduler, rest: (run: ActiveRun, why: Why) => Promise<void>) {
    this.#ports = ports
    this.#scheduler = scheduler
    this.#rest = rest
  }

  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void {
    if (!lane.owner.isSending) return
    const queue = this.#scheduler.services.queueOf(lane.model)
    const nowMs = this.#ports.clock.nowMs()
    for (const { job, waitUntilMs } of jobs) {
      if (job.waitCause === 'parked') queue.addRefused(job)
      else if (waitUntilMs !== null && waitUntilMs > nowMs)
        this.#scheduler.delay(job, this.#ports.clock.monotonicMs() + (waitUntilMs - nowMs))
      else lane.ready.push(job)
    }
    this.#scheduler.offer(lane)
  }

  resting(run: ActiveRun, why: Why): void {
    if (this.#resting.has(run)) return
    this.#resting.add(run)
    this.#rest(run, why).catch((error: unknown) => {
      this.#ports.log.error(
        { area: 'runs', step: 'rest', run: run.id, error: error instanceof Error ? error.stack : String(error) },
        'a run could not be put to rest',
      )
    })
  }

  stalled(lane: RunLane, error: unknown): void {
    this.#ports.log.error(
      { area: 'runs', step: 'plan', model: lane.model.ref, error: error instanceof Error ? error.message : String(error) },
      'the next probes could not be planned; tried again in a second',
    )
    void this.#ports.clock.sleep(1000, lane.owner.signal).then(
      () => lane.refill(),
      () => undefined,
    )
  }

  waits(run: ActiveRun): WaitView {
    const { clock } = this.#ports
    const toEpoch = (monotonicMs: number | undefined): EpochMs | null =>
      monotonicMs === undefined ? null : (Math.round(clock.nowMs() + (monotonicMs - clock.monotonicMs())) as EpochMs)
    const queues = new Set(run.lanes.map((lane) => this.#scheduler.services.queueOf(lane.model)))
    let refused = 0
    for (const queue of queues) refused += queue.refused.filter((job) => job.lane.owner === run).length
    return {
      refused,
      delayed: run.delayed,
      nextDelayAtMs: run.delayed === 0 ? null : toEpoch(this.#scheduler.nextDelayDueMs(run)),
      blockedUntilMs: (lane) => toEpoch(this.#scheduler.services.queueOf(lane.model).blockedUntilMs),
    }
  }

  /** The one state of a run that is not in memory. */
  restingProgress(summary: RunSummary): RunProgress {
    const { id, status, pauseReason, counts, cost } = summary
    const elapsedMs = summary.startedAtMs === null ? 0 : (summary.finishedAtMs ?? this.#ports.clock.nowMs()) - summary.startedAtMs
    return {
      seq: Number.MAX_SAFE_INTEGER,
      id,
      status,
      pauseReason,
      counts,
      cost,
      elapsedMs: Math.max(0, elapsedMs),
      etaMs: null,
      waits: [],
      alerts: [],
    }
  }
}
