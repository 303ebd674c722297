import type { RunId } from '#contract/ids'
import type { PauseReason, RunSummary } from '#contract/runs'
import type { ActiveRun } from './active-run.ts'
import type { ActiveRuns } from './active-runs.ts'
import type { RestCause } from './run-driver.ts'
import { cancelRest, endOf, stateConflict } from './run-endings.ts'
import type { RunStatuses } from './run-statuses.ts'
import type { RunSummaries } from './run-summaries.ts'
import { RunTally } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { come, tellRun } from './tell-run.ts'
import { writeEnd } from './write-end.ts'

interface StopParts {
  readonly ports: SchedulerPorts
  readonly runs: ActiveRuns
  readonly statuses: RunStatuses
  readonly summaries: RunSummaries
}

/** How runs stop: paused, cancelled, or by themselves. Each turn holds at once, and is on disk when it is answered. */
export class RunStops {
  readonly #parts: StopParts
  /** Runs that no person has told to go on in this engine: left as a crash left them when it stops. */
  readonly #unbidden = new Set<RunId>()

  constructor(parts: StopParts) {
    this.#parts = parts
  }

  /** By whom a run was told to go on after a crash. */
  bid(id: RunId, by: 'person' | 'engine'): void {
    this.#unbidden[by === 'engine' ? 'add' : 'delete'](id)
  }

  /** As `RunService.pause` says. */
  async pause(id: RunId, drain: boolean): Promise<RunSummary> {
    const { runs, summaries } = this.#parts
    const run = runs.get(id)
    if (run?.isResting === true) await runs.untilLeft(id)
    if (run === undefined || run.isResting || !(run.isSending || (run.status === 'paused' && !drain)))
      throw stateConflict(id, (await summaries.get(id)).status)
    const saved = run.isSending ? this.#turn(run, 'paused', 'person') : undefined
    if (!drain) run.abort()
    await saved
    if (!drain) await runs.untilLeft(id)
    return await summaries.get(id)
  }

  /** As `RunService.cancel` says. */
  async cancel(id: RunId, drain: boolean): Promise<RunSummary> {
    const { runs, summaries } = this.#parts
    const run = runs.get(id)
    if (run === undefined || run.isResting) await runs.inTurn(id, () => this.#cancelInTurn(id, drain))
    else await this.#cancelActive(run, drain)
    return await summaries.get(id)
  }

  /** Because the engine stops: paused as a person would, or left as a crash left it. */
  stop(run: ActiveRun): Promise<void> {
    return this.#turn(run, 'paused', this.#unbidden.has(run.id) ? 'crash' : 'person')
  }

  /** Nothing of it is in flight and nothing can go on: its state is written, and it leaves memory, even if that cannot be. */
  async rest(run: ActiveRun, why: RestCause): Promise<void> {
    const { ports, runs, statuses } = this.#parts
    const { status, pauseReason } = endOf(run, why)
    try {
      await writeEnd(ports, statuses, run, why, { status, pauseReason })
    } finally {
      runs.remove(run.id)
      this.#unbidden.delete(run.id)
      run.left(status, pauseReason)
    }
  }

  async #turn(run: ActiveRun, status: 'paused' | 'draining', pauseReason: PauseReason | null): Promise<void> {
    const saved = this.#parts.statuses.save(run.runId, status, pauseReason)
    run.turn(status, pauseReason)
    await saved
  }

  async #cancelActive(run: ActiveRun, drain: boolean): Promise<void> {
    run.isAbandoned = true
    const saved = this.#turn(run, 'draining', null)
    if (!drain) run.abort()
    await saved
    await this.#parts.runs.untilLeft(run.id)
  }

  async #cancelInTurn(id: RunId, drain: boolean): Promise<void> {
    const { ports, runs, statuses, summaries } = this.#parts
    const run = runs.get(id)
    if (run !== undefined && !run.isResting) return await this.#cancelActive(run, drain)
    await runs.untilLeft(id)
    const details = await summaries.details(id)
    if (details.run.status !== 'paused') throw stateConflict(id, details.run.status)
    const tally = RunTally.of(details)
    await cancelRest(ports, statuses, details.run.id, tally)
    tellRun(ports, details.run, { change: 'cancelled', ...come(tally, 'cancelled') })
  }
}
