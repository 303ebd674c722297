import type { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import type { Quote, RunProgress, RunSummary } from '#contract/runs'
import type { RunDetails } from '#engine/storage'
import type { ActiveRun } from './active-run.ts'
import { ActiveRuns } from './active-runs.ts'
import { AppCalls } from './app-calls.ts'
import { Beginnings } from './beginnings.ts'
import { createRun, type NewRun } from './create-run.ts'
import { openRun } from './open-run.ts'
import type { QuoteService } from './quote-service.ts'
import { type Resumption, readyRun } from './ready-run.ts'
import { recallAnswers } from './recall-answers.ts'
import { stateConflict } from './run-endings.ts'
import { RunStatuses } from './run-statuses.ts'
import { RunStops } from './run-stops.ts'
import { type ListRuns, RunSummaries } from './run-summaries.ts'
import { RunSupport } from './run-support.ts'
import type { Scheduler } from './scheduler.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { whyNotAll } from './select-models.ts'
import { tellRun } from './tell-run.ts'
import { watchRun } from './watch-run.ts'

/**
 * Runs from the outside: started, paused, resumed, cancelled, watched. Invariants:
 * 1. Nothing of a run is sent before its batch, prompts and first probes are on disk.
 * 2. A run is in memory exactly while it is running, or while something of it is in flight; at most once.
 * 3. What stops a run holds in the turn it is said; what it answers is on disk.
 */
export class RunService {
  readonly appCalls: AppCalls
  readonly #ports: SchedulerPorts
  readonly #scheduler: Scheduler
  readonly #quotes: QuoteService
  readonly #support: RunSupport
  readonly #statuses: RunStatuses
  readonly #runs = new ActiveRuns()
  readonly #summaries: RunSummaries
  readonly #stops: RunStops
  readonly #beginnings = new Beginnings()
  readonly #closing = new AbortController()

  constructor(ports: SchedulerPorts, scheduler: Scheduler, quotes: QuoteService) {
    this.#ports = ports
    this.#scheduler = scheduler
    this.#quotes = quotes
    this.appCalls = new AppCalls(ports, scheduler, () => this.active)
    this.#statuses = new RunStatuses(ports)
    this.#summaries = new RunSummaries(ports, this.#runs)
    this.#stops = new RunStops({ ports, runs: this.#runs, statuses: this.#statuses, summaries: this.#summaries })
    this.#support = new RunSupport(ports, scheduler, async (run, why) => {
      scheduler.leave(run)
      await this.#stops.rest(run, why)
    })
    ports.storage.onChange(() => {
      if (ports.storage.lost !== undefined) this.#runs.cutOff()
    })
  }

  get active(): readonly ActiveRun[] {
    return this.#runs.all
  }

  quote(batch: Batch): Promise<Quote> {
    return this.#quotes.quote(batch)
  }

  /** FALLBACK_INVALID, MODEL_UNAVAILABLE, BUDGET_UNPRICED, BUDGET_EXCEEDED or INVALID_INPUT, before anything is written or sent; CONFLICT when the engine stops. */
  async start(run: NewRun): Promise<RunSummary> {
    return await this.begin(run.batch.name, (signal) => createRun(this.#ports, this.#quotes, run, signal))
  }

  /** Starts what `create` freezes, `queued`; the signal is its engine's end. FALLBACK_INVALID; CONFLICT when the engine stops. */
  async begin(name: string, create: (signal: AbortSignal) => Promise<RunId>): Promise<RunSummary> {
    if (this.#closing.signal.aborted) throw stateConflict(name, 'the engine stops')
    this.#ports.assertMayRun()
    return await this.#beginnings.add(() => this.#start(create))
  }

  /** Goes on with a paused run. CONFLICT in any other state; BUDGET_UNPRICED or BUDGET_EXCEEDED when what is left cannot be had for a new budget. */
  resume(id: RunId, resumption: Resumption): Promise<RunSummary & { warnings: string[] }> {
    return this.#beginnings.add(() => this.#runs.inTurn(id, () => this.#resume(id, resumption, 'person')))
  }

  /** Goes on with what a crash left, where the run was started so. One that cannot go on is left for a person. */
  async resumeAfterCrash(): Promise<void> {
    for (const { summary } of await this.list({ statuses: ['paused'], limit: 500 })) {
      const { id } = summary
      const { run } = await this.details(id)
      if (run.pause_reason !== 'crash' || run.on_restart === 'hold') continue
      const resumption = { interrupted: undefined, budgetUsd: undefined }
      await this.#beginnings
        .add(() => this.#runs.inTurn(id, () => this.#resume(id, resumption, 'engine')))
        .catch((error: unknown) =>
          this.#ports.log.error({ area: 'runs', step: 'resume', run: id, error: String(error) }, 'a run could not go on after a crash'),
        )
    }
  }

  /**
   * Sends nothing more. `drain`: what is in flight is received; else it is aborted, also where a pause before this one lets it finish, and the answer comes when it has gone.
   * CONFLICT unless it is running or, without `drain`, something of it is in flight.
   */
  async pause(id: RunId, drain: boolean): Promise<RunSummary> {
    return await this.#stops.pause(id, drain)
  }

  /** `drain`: what is in flight is received first. Answers when nothing of it is in flight. CONFLICT when it is over. */
  async cancel(id: RunId, drain: boolean): Promise<RunSummary> {
    return await this.#stops.cancel(id, drain)
  }

  async get(id: RunId): Promise<RunSummary> {
    return await this.#summaries.get(id)
  }

  /** Newest first; `id` is a place in the list. */
  async list(input: ListRuns): Promise<{ readonly id: number; readonly summary: RunSummary }[]> {
    return await this.#summaries.list(input)
  }

  /** NOT_FOUND. */
  async details(id: RunId): Promise<RunDetails> {
    return await this.#summaries.details(id)
  }

  /** Counts what a run at rest has come to, and keeps it. NOT_FOUND. */
  async count(id: RunId): Promise<void> {
    await this.#summaries.count(id)
  }

  /** The latest state until the run is at rest; every wait ends with the signal. */
  watch(id: RunId, signal: AbortSignal): AsyncGenerator<RunProgress> {
    return watchRun(
      { clock: this.#ports.clock, find: () => this.#runs.get(id), summary: () => this.get(id), lost: () => this.#ports.storage.lost },
      signal,
    )
  }

  /** An alert of a provider reaches every run that uses it. */
  alert(alert: { readonly code: string; readonly service: string; readonly message: string }): void {
    this.#runs.alert(alert)
  }

  /**
   * Before the engine stops: runs that are going are paused, so that the next engine finds them as a person left them, or as a crash did. May be said again, with `abort`.
   * What the disk does not take is waited for, unless with `abort`: then it will count as interrupted.
   */
  async pauseAll({ abort }: { readonly abort: boolean }): Promise<void> {
    this.#closing.abort()
    const saved = Promise.allSettled(this.#runs.all.filter((run) => run.isSending).map((run) => this.#stops.stop(run)))
    this.#scheduler.close({ abort })
    if (abort) for (const run of this.#runs.all) run.abort()
    await Promise.race([this.#beginnings.settled(), this.#scheduler.flights.hopeless()])
    await this.#scheduler.flights.settled()
    if (this.#scheduler.flights.isHopeless) return
    await saved
    await Promise.all(this.#runs.all.map((run) => this.#runs.untilLeft(run.id)))
  }

  async #resume(id: RunId, resumption: Resumption, by: 'person' | 'engine'): Promise<RunSummary & { warnings: string[] }> {
    if (this.#runs.get(id)?.isSending === true) throw stateConflict(id, 'running')
    await this.#runs.untilLeft(id)
    const before = await this.details(id)
    const { run } = before
    if (run.status !== 'paused') throw stateConflict(id, run.status)
    this.#ports.assertMayRun()
    await readyRun(this.#ports, this.#quotes, before, resumption, () => {
      if (this.#closing.signal.aborted) throw stateConflict(id, 'the engine stops')
    })
    await this.#statuses.save(run.id, 'running', null)
    const details = await this.details(id)
    tellRun(this.#ports, run, { change: 'resumed' })
    this.#stops.bid(id, by)
    return { ...(await this.#activate(details)), warnings: whyNotAll(details.models, this.#ports) }
  }

  async #start(create: (signal: AbortSignal) => Promise<RunId>): Promise<RunSummary> {
    const id = await create(this.#closing.signal)
    const details = await this.details(id)
    await this.#statuses.save(details.run.id, 'running', null)
    this.#ports.log.info({ area: 'runs', step: 'start', run: id, models: details.models.length }, 'run started')
    tellRun(this.#ports, details.run, { change: 'started' })
    return await this.#activate(await this.details(id))
  }

  async #activate(details: RunDetails): Promise<RunSummary> {
    const modelIds = details.models.map(({ modelId }) => modelId)
    await recallAnswers(this.#ports, this.#scheduler.estimates, modelIds)
    const run = openRun(details, this.#support, this.#ports)
    this.#runs.add(run)
    if (this.#closing.signal.aborted) {
      await this.#stops.stop(run)
      return this.#summaries.of(details)
    }
    for (const lane of run.lanes) this.#scheduler.join(lane)
    run.begin()
    return this.#summaries.of(details)
  }
}
