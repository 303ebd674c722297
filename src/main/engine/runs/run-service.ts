import type { Batch } from '#contract/batch'
import { RunId } from '#contract/ids'
import type { InterruptedPolicy, OnRestart, PauseReason, Quote, RunProgress, RunStatus, RunSummary } from '#contract/runs'
import { batchMessages } from '#engine/batches'
import { AppError } from '#engine/failure'
import { parseUsdToNano } from '#engine/money'
import type { RunDetails } from '#engine/storage'
import type { ActiveRun } from './active-run.ts'
import { freezeBatch } from './frozen-batch.ts'
import { openRun } from './open-run.ts'
import type { QuoteService } from './quote-service.ts'
import { summaryOf } from './run-summary.ts'
import { RunSupport } from './run-support.ts'
import type { Scheduler } from './scheduler.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { whyNot } from './select-models.ts'
import { writePrompts } from './write-prompts.ts'

/** How often a watcher hears of a run at most. */
const watchEveryMs = 100

/**
 * Runs from the outside: started, paused, resumed, cancelled, watched. Invariants:
 * 1. Nothing of a run is sent before its batch, prompts and first probes are on disk.
 * 2. A run is in memory exactly while it is running, or while something of it is in flight.
 */
export class RunService {
  readonly #ports: SchedulerPorts
  readonly #scheduler: Scheduler
  readonly #quotes: QuoteService
  readonly #support: RunSupport
  readonly #active = new Map<RunId, ActiveRun>()
  readonly #left = new Map<RunId, (() => void)[]>()

  constructor(ports: SchedulerPorts, scheduler: Scheduler, quotes: QuoteService) {
    this.#ports = ports
    this.#scheduler = scheduler
    this.#quotes = quotes
    this.#support = new RunSupport(ports, scheduler, (run, why) => this.#rest(run, why))
  }

  get active(): readonly ActiveRun[] {
    return [...this.#active.values()]
  }

  quote(batch: Batch): Promise<Quote> {
    return this.#quotes.quote(batch)
  }

  /** MODEL_UNAVAILABLE, BUDGET_UNPRICED, BUDGET_EXCEEDED or INVALID_INPUT, before anything is written or sent. */
  async start(batch: Batch, user: string, onRestart: OnRestart): Promise<RunSummary> {
    const { quote, models } = await this.#quotes.prepare(batch)
    this.#quotes.assertAffordable(batch, quote)
    const { storage, clock, log } = this.#ports
    const nowMs = clock.nowMs()
    const frozen = freezeBatch(batch, batchMessages(batch), models, quote.maxOutputTokens)
    const id = RunId.parse(this.#ports.ulid(nowMs))
    const { runId } = await storage.write('createRun', {
      ulid: id,
      name: batch.name,
      batch: JSON.stringify(frozen),
      user,
      onRestart,
      budgetNanoUsd: batch.budgetUsd === undefined ? null : parseUsdToNano(batch.budgetUsd),
      samples: batch.samples,
      models: frozen.models.map(({ ref, parameters }) => ({
        modelId: this.#ports.catalog.getModel(ref).id,
        parameters: JSON.stringify(parameters),
      })),
      atMs: nowMs,
    })
    try {
      await writePrompts(storage, runId, batch, frozen.messages)
      await storage.write('setRunStatus', { runId, status: 'running', pauseReason: null, atMs: clock.nowMs() })
    } catch (error) {
      await storage.write('dropRun', { runId })
      throw error
    }
    log.info({ area: 'runs', step: 'start', run: id, probes: quote.probes, models: frozen.models.map((model) => model.ref) }, 'run started')
    return await this.#activate(await this.#details(id))
  }

  async resume(
    id: RunId,
    word: InterruptedPolicy | undefined,
    budgetUsd: string | undefined,
  ): Promise<RunSummary & { warnings: string[] }> {
    const before = await this.#details(id)
    if (before.run.status === 'finished' || before.run.status === 'cancelled') throw stateConflict(id, before.run.status)
    if (this.#active.get(id)?.isSending === true) throw stateConflict(id, 'running')
    await this.#untilLeft(id)
    const { storage, clock } = this.#ports
    const interrupted = word ?? (before.run.on_restart === 'resend' ? 'resend' : 'hold')
    if (interrupted !== 'hold') await storage.write('decideInterrupted', { runId: before.run.id, decision: interrupted })
    const budgetNanoUsd = budgetUsd === undefined ? undefined : parseUsdToNano(budgetUsd)
    await storage.write('setRunStatus', { runId: before.run.id, status: 'running', pauseReason: null, atMs: clock.nowMs(), budgetNanoUsd })
    const summary = await this.#activate(await this.#details(id))
    return { ...summary, warnings: this.#warnings(before) }
  }

  /** Goes on with what a crash left, where the run was started so. */
  async resumeAfterCrash(): Promise<void> {
    for (const { summary } of await this.list({ status: 'paused', limit: 500 })) {
      const { id } = summary
      const { run } = await this.#details(id)
      if (run.pause_reason === 'crash' && run.on_restart !== 'hold') await this.resume(id, undefined, undefined)
    }
  }

  async pause(id: RunId): Promise<RunSummary> {
    const run = this.#active.get(id)
    if (run === undefined || !run.isSending) throw stateConflict(id, (await this.#details(id)).run.status)
    await this.#turn(run, 'paused', 'person')
    return await this.get(id)
  }

  /** `drain`: what is in flight is received first. Answers when nothing of it is in flight. */
  async cancel(id: RunId, drain: boolean): Promise<RunSummary> {
    const details = await this.#details(id)
    if (details.run.status === 'finished' || details.run.status === 'cancelled') throw stateConflict(id, details.run.status)
    const run = this.#active.get(id)
    if (run === undefined) await this.#cancelRest(details.run.id)
    else {
      run.isAbandoned = true
      if (!drain) run.abort()
      await this.#turn(run, 'draining', null)
      await this.#untilLeft(id)
    }
    return await this.get(id)
  }

  async get(id: RunId): Promise<RunSummary> {
    return this.#summary(await this.#details(id))
  }

  /** Newest first; `id` is a place in the list. */
  async list(input: {
    readonly status?: RunStatus | undefined
    readonly beforeId?: number | undefined
    readonly limit: number
  }): Promise<{ readonly id: number; readonly summary: RunSummary }[]> {
    const rows = await this.#ports.storage.read('listRuns', input)
    return rows.map((row) => ({ id: row.run.id, summary: this.#summary(row) }))
  }

  async details(id: RunId): Promise<RunDetails> {
    return await this.#details(id)
  }

  /** The latest state until the run is at rest; every wait ends with the signal. */
  async *watch(id: RunId, signal: AbortSignal): AsyncGenerator<RunProgress> {
    for (;;) {
      const run = this.#active.get(id)
      if (run === undefined) {
        yield this.#support.restingProgress(this.#summary(await this.#details(id)))
        return
      }
      const change = run.nextChange()
      yield run.progress()
      await Promise.race([change, this.#ports.clock.sleep(1000, signal)])
      if (this.#active.has(id)) await this.#ports.clock.sleep(watchEveryMs, signal)
    }
  }

  /** An alert of a provider reaches every run that uses it. */
  alert(alert: { readonly code: string; readonly service: string; readonly message: string }): void {
    for (const run of this.#active.values()) {
      if (!run.lanes.some((lane) => lane.model.ref.startsWith(`${alert.service}/`))) continue
      run.alerts.push(alert)
      run.changed()
    }
  }

  /** Before the engine stops: runs that are going are paused, so that the next engine finds them as a person left them. */
  async pauseAll(options: { readonly abort: boolean }): Promise<void> {
    const runs = [...this.#active.values()]
    for (const run of runs) {
      if (options.abort) run.abort()
      if (run.isSending) await this.#turn(run, 'paused', 'person')
    }
    await Promise.all(runs.map((run) => this.#untilLeft(run.id)))
  }

  async #activate(details: RunDetails): Promise<RunSummary> {
    const run = openRun(details, this.#support, this.#ports)
    this.#active.set(run.id, run)
    for (const lane of run.lanes) this.#scheduler.join(lane)
    run.begin()
    return this.#summary(details)
  }

  async #turn(run: ActiveRun, status: RunStatus, pauseReason: PauseReason | null): Promise<void> {
    await this.#ports.storage.keep('setRunStatus', { runId: run.runId, status, pauseReason, atMs: this.#ports.clock.nowMs() })
    run.turn(status, pauseReason)
  }

  /** Nothing of it is in flight and nothing can go on: its state is written, and it leaves memory. Said more than once, done once. */
  async #rest(run: ActiveRun, why: 'done' | 'stopped' | 'stuck' | 'budget'): Promise<void> {
    this.#scheduler.leave(run)
    const { storage, clock, log } = this.#ports
    if (run.isAbandoned) await this.#cancelRest(run.runId)
    else if (why !== 'stopped') {
      const pauseReason = why === 'budget' ? 'budget' : why === 'stuck' || run.tally.interrupted > 0 ? 'decision' : null
      const status = pauseReason === null ? 'finished' : 'paused'
      await storage.keep('setRunStatus', { runId: run.runId, status, pauseReason, atMs: clock.nowMs() })
      run.status = status
      run.pauseReason = pauseReason
    }
    this.#active.delete(run.id)
    log.info({ area: 'runs', step: 'rest', run: run.id, why, status: run.status, ...run.tally.counts() }, 'run at rest')
    run.changed()
    for (const left of this.#left.get(run.id) ?? []) left()
    this.#left.delete(run.id)
  }

  async #cancelRest(runId: number): Promise<void> {
    await this.#ports.storage.keep('cancelProbes', { runId })
    await this.#ports.storage.keep('setRunStatus', { runId, status: 'cancelled', pauseReason: null, atMs: this.#ports.clock.nowMs() })
  }

  #untilLeft(id: RunId): Promise<void> {
    if (!this.#active.has(id)) return Promise.resolve()
    return new Promise((resolve) => {
      this.#left.set(id, [...(this.#left.get(id) ?? []), resolve])
    })
  }

  #summary(details: RunDetails): RunSummary {
    return summaryOf(details, this.#ports.catalog, this.#active.get(details.run.ulid as RunId))
  }

  async #details(id: RunId): Promise<RunDetails> {
    const details = await this.#ports.storage.read('findRun', { ulid: id })
    if (details === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: id })
    return details
  }

  /** A resumed run only warns of models that could not be chosen any more. */
  #warnings(details: RunDetails): string[] {
    return details.models.flatMap((row) => {
      const model = this.#ports.catalog.model(row.modelId)
      const reason = whyNot(model, this.#ports, false)
      return reason === undefined ? [] : [`${model.ref}: ${reason}`]
    })
  }
}

function stateConflict(id: RunId, status: string): AppError {
  return new AppError({ code: 'CONFLICT', what: 'run', name: id, reason: 'state', detail: status })
}
