import type { EpochMs } from '#contract/units'
import type { ModelRecord } from '#engine/catalog'
import type { ActiveRun } from './active-run.ts'
import { errorText } from './error-text.ts'
import { FallbackLane } from './fallback-lane.ts'
import type { Lane } from './job.ts'
import type { ArrivedJob } from './lane-jobs.ts'
import { isRetry } from './retry-room.ts'
import type { RestCause, RunDriver } from './run-driver.ts'
import type { RunLane } from './run-lane.ts'
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
    const { clock, catalog } = this.#ports
    const nowMs = clock.nowMs()
    const touched = new Set<Lane>([lane])
    for (const { job: found, waitUntilMs, fallbackModelId } of jobs) {
      const target = fallbackModelId === null ? undefined : catalog.findModelById(fallbackModelId)
      const other = target && lane.owner.fallbackLane(lane, target)
      const job = other === undefined ? found : other.readopt(found)
      touched.add(job.lane)
      const queue = this.#scheduler.services.queueOf(job.lane.model)
      if (job.waitCause === 'parked') queue.addRefused(job)
      else if (isRetry(job)) this.#scheduler.delays.add(job, clock.monotonicMs() + Math.max(0, (waitUntilMs ?? nowMs) - nowMs))
      else if (waitUntilMs !== null && waitUntilMs > nowMs) this.#scheduler.delays.add(job, clock.monotonicMs() + (waitUntilMs - nowMs))
      else job.lane.ready.push(job)
    }
    for (const each of touched) this.#scheduler.offer(each)
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

  openFallbackLane(home: RunLane, model: ModelRecord): FallbackLane {
    const lane = new FallbackLane(home, model.id, this.#ports.catalog)
    this.#scheduler.join(lane)
    return lane
  }

  waits(run: ActiveRun): WaitView {
    const { clock } = this.#ports
    const toEpoch = (monotonicMs: number | undefined): EpochMs | null =>
      monotonicMs === undefined ? null : (Math.round(clock.nowMs() + (monotonicMs - clock.monotonicMs())) as EpochMs)
    return {
      delayed: [...Map.groupBy(this.#scheduler.delays.of(run), ({ item }) => item.waitCause ?? 'retry_backoff')].map(([cause, delays]) => ({
        cause,
        probes: delays.length,
        untilMs: toEpoch(delays[0]?.dueMs),
      })),
      blockedUntilMs: (lane) => toEpoch(lane.blockedUntilMs),
    }
  }
}
