import type { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import type { OnRestart, Quote, RerunKind, RunSummary } from '#contract/runs'
import { AppError } from '#engine/failure'
import type { RunHead } from '#engine/storage'
import { assertSayable } from './assert-sayable.ts'
import { createRerun, type QuotedRerun } from './create-rerun.ts'
import type { QuoteService } from './quote-service.ts'
import { cellsAskedAgain, furtherCells } from './rerun-cells.ts'
import { planOfChanged } from './rerun-changed.ts'
import { planOfRunCells, type RerunPlan } from './rerun-plan.ts'
import { stateConflict } from './run-endings.ts'
import type { RunService } from './run-service.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { selectModels } from './select-models.ts'

/** As the contract has it. */
export interface RerunOrder {
  readonly run: RunId
  readonly what: RerunKind
  readonly samples?: number | undefined
  readonly batch?: Batch | undefined
  readonly budgetUsd?: string | undefined
}

/** Why nothing is to be sent again. */
const nothing: Readonly<Record<RerunKind, string>> = {
  failed: 'every probe of it was answered',
  failed_checks: 'no answer of it is known to have failed its checks',
  interrupted: 'no probe of it was interrupted',
  changed: 'it has an answer to every prompt of the batch',
  samples: 'it has as many samples already',
}

/** Sends a part of a run again, in a run of its own that is linked to it. */
export class RerunService {
  readonly #ports: SchedulerPorts
  readonly #quotes: QuoteService
  readonly #runs: Pick<RunService, 'active' | 'begin'>

  constructor(ports: SchedulerPorts, quotes: QuoteService, runs: Pick<RunService, 'active' | 'begin'>) {
    this.#ports = ports
    this.#quotes = quotes
    this.#runs = runs
  }

  /** Writes nothing. NOT_FOUND; CONFLICT where nothing is to be sent again, or the run is going on; else refused as a quote is. */
  async plan(order: RerunOrder): Promise<{ readonly prompts: number; readonly probes: number; readonly quote: Quote }> {
    this.#ports.assertMayRun()
    const { plan, quote } = await this.#quoted(order)
    return { prompts: plan.prompts.length, probes: quote.probes, quote }
  }

  /** Refused as `plan`, and as a start is. */
  async start(order: RerunOrder, user: string, onRestart: OnRestart): Promise<RunSummary> {
    return await this.#runs.begin(order.run, async (signal) => {
      const quoted = await this.#quoted(order)
      this.#quotes.assertAffordable(quoted.quote, quoted.plan.batch.allowUnpriced)
      return await createRerun(this.#ports, quoted, { user, onRestart }, signal)
    })
  }

  async #quoted(order: RerunOrder): Promise<QuotedRerun> {
    const { catalog, clock, secrets } = this.#ports
    const facts = { catalog, secrets, nowMs: clock.nowMs() }
    const { batch, ...plan } = await this.#planned(order, await this.#sourceOf(order.run))
    if (plan.prompts.length === 0) throw stateConflict(order.run, nothing[order.what])
    const { budgetUsd: _, ...unbudgeted } = batch
    const bounded = order.budgetUsd === undefined ? unbudgeted : { ...unbudgeted, budgetUsd: order.budgetUsd }
    const models = selectModels(bounded, facts)
    const probes = plan.cells.map(({ length }) => length)
    const quote = await this.#quotes.of(bounded, plan.survey, models, probes)
    await assertSayable(this.#ports, bounded, models, quote.maxOutputTokens)
    return { plan: { ...plan, batch: bounded }, quote, models }
  }

  async #planned({ what, samples, batch }: RerunOrder, source: RunHead): Promise<RerunPlan> {
    const { storage, catalog, clock, secrets } = this.#ports
    const refOf = (modelId: number) => catalog.model(modelId).ref
    if (what !== 'changed' && batch !== undefined) throw misplaced('batch', 'a batch is compared with a run for what is changed alone')
    if (what !== 'samples' && samples !== undefined) throw misplaced('samples', 'samples are counted where further ones are wanted')
    if (what === 'changed') {
      if (batch === undefined) throw misplaced('batch', 'what is changed is found by comparing the run with a batch: none is given')
      return await planOfChanged(storage, source, batch, selectModels(batch, { catalog, secrets, nowMs: clock.nowMs() }))
    }
    if (what !== 'samples') return await planOfRunCells(storage, source, what, await cellsAskedAgain(storage, source, what), refOf)
    if (samples === undefined) throw misplaced('samples', 'how many samples each prompt shall have in all is not said')
    const plan = await planOfRunCells(storage, source, what, await furtherCells(storage, source, samples), refOf)
    return { ...plan, batch: { ...plan.batch, samples } }
  }

  /** A run of which nothing is under way. */
  async #sourceOf(run: RunId): Promise<RunHead> {
    const head = await this.#ports.storage.read('findRunHead', { ulid: run })
    if (head === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: run })
    const isAtRest = ['paused', 'finished', 'cancelled'].includes(head.run.status)
    if (!isAtRest || this.#runs.active.some(({ id }) => id === run))
      throw stateConflict(run, 'it is going on: what is to be sent again is known when it rests')
    return head
  }
}

function misplaced(path: string, message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path, message }] })
}
