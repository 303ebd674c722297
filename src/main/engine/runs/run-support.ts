import type { EpochMs } from '#contract/units'
import type { ActiveRun, RestCause, RunDriver } from './active-run.ts'
import { errorText } from './error-text.ts'
import type { ArrivedJob, RunLane } from './run-lane.ts'
import type { WaitView } from './run-waits.ts'
import type { Scheduler } from './scheduler.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** After which a page that could not be had is asked for again. */
const askAgainMs = 1000

/** Joins runs to the scheduler: where new jobs go, what a run's waits are, and that it comes to rest. */
export class RunSupport implements RunDriver {
  readonly #ports: SchedulerPorts
  readonly #scheduler: Scheduler
  readonly #rest: (run: ActiveRun, why: RestCause) => Promise<void>

  constructor(ports: SchedulerPorts, scheduler: Scheduler, rest: (run: ActiveRun, why: RestCause) => Promise<void>) {
    this.#ports = ports
    this.#scheduler = scheduler
    this.#rest = rest
  }

  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void {
    const queue = this.#scheduler.services.queueOf(lane.model)
    const { clock } = this.#ports
    const nowMs = clock.nowMs()
    for (const { job, waitUntilMs } of jobs) {
      if (job.waitCause === 'parked') queue.addRefused(job)
      else if (waitUntilMs !== null && waitUntilMs > nowMs) this.#scheduler.delay(job, clock.monotonicMs() + (waitUntilMs - nowMs))
      else lane.ready.push(job)
    }
    this.#scheduler.offer(lane)
  }

  resting(run: ActiveRun, why: RestCause): void {
    this.#rest(run, why).catch((error: unknown) => {
      this.#ports.log.error({ area: 'runs', step: 'rest', run: run.id, error: errorText(error) }, 'a run could not be put to rest')
    })
  }

  stalled(lane: RunLane, error: unknown): void {
    this.#ports.log.error(
      { area: 'runs', step: 'plan', model: lane.model.ref, error: error instanceof Error ? error.message : String(error) },
      'the next probes could not be planned; tried again in a second',
    )
    void this.#ports.clock.sleep(askAgainMs, lane.owner.signal).then(
      () => lane.refill(),
      () => undefined,
    )
  }

  waits(run: ActiveRun): WaitView {
    const { clock } = this.#ports
    const toEpoch = (monotonicMs: number | undefined): EpochMs | null =>
      monotonicMs === undefined ? null : (Math.round(clock.nowMs() + (monotonicMs - clock.monotonicMs())) as EpochMs)
    return {
      delayed: run.delayed,
      nextDelayAtMs: run.delayed === 0 ? null : toEpoch(this.#scheduler.nextDelayDueMs(run)),
      blockedUntilMs: (lane) => toEpoch(this.#scheduler.services.queueOf(lane.model).blockedUntilMs),
    }
  }
}
