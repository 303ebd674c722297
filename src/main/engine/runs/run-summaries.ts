import type { RunId } from '#contract/ids'
import type { RunStatus, RunSummary } from '#contract/runs'
import { AppError } from '#engine/failure'
import type { RunDetails, RunHead } from '#engine/storage'
import type { ActiveRuns } from './active-runs.ts'
import { keepTotals } from './keep-totals.ts'
import { summaryOf } from './run-summary.ts'
import { RunTally } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

export interface ListRuns {
  readonly statuses?: readonly RunStatus[] | undefined
  readonly text?: string | undefined
  readonly rerunOf?: RunId | undefined
  readonly beforeId?: number | undefined
  readonly limit: number
}

/** Runs as lists show them: of one in memory its counters, of one that rests what was kept of them. Probes and attempts are counted only where neither is there. */
export class RunSummaries {
  readonly #ports: Pick<SchedulerPorts, 'storage' | 'catalog' | 'log'>
  readonly #runs: ActiveRuns

  constructor(ports: Pick<SchedulerPorts, 'storage' | 'catalog' | 'log'>, runs: ActiveRuns) {
    this.#ports = ports
    this.#runs = runs
  }

  /** With everything that can be counted of it. NOT_FOUND. */
  async details(id: RunId): Promise<RunDetails> {
    return (await this.#ports.storage.read('findRun', { ulid: id })) ?? missing(id)
  }

  /** NOT_FOUND. */
  async get(id: RunId): Promise<RunSummary> {
    return await this.#summary((await this.#ports.storage.read('findRunHead', { ulid: id })) ?? missing(id))
  }

  /** Counts a run at rest of which that was not kept. NOT_FOUND. */
  async count(id: RunId): Promise<void> {
    const details = await this.details(id)
    const { run } = details
    await keepTotals(this.#ports, { runId: run.id, status: run.status as RunStatus }, RunTally.of(details))
  }

  /** Newest first; `id` is a place in the list. */
  async list(input: ListRuns): Promise<{ readonly id: number; readonly summary: RunSummary }[]> {
    const heads = await this.#ports.storage.read('listRuns', input)
    const found = []
    for (const head of heads) found.push({ id: head.run.id, summary: await this.#summary(head) })
    return found
  }

  /** Of one whose details are at hand. */
  of(details: RunDetails): RunSummary {
    const active = this.#runs.get(details.run.ulid as RunId)
    return summaryOf(details, active?.tally ?? RunTally.of(details), this.#ports, active)
  }

  async #summary(head: RunHead): Promise<RunSummary> {
    const active = this.#runs.get(head.run.ulid as RunId)
    const tally = active?.tally ?? RunTally.kept(head) ?? (await this.#count(head))
    return summaryOf(head, tally, this.#ports, active)
  }

  /** Of a run that a crash left, or that is older than what is kept; for the next time it is kept. */
  async #count({ run }: RunHead): Promise<RunTally> {
    const tally = RunTally.of(await this.details(run.ulid as RunId))
    if (run.status === 'paused' || run.status === 'finished' || run.status === 'cancelled')
      void keepTotals(this.#ports, { runId: run.id, status: run.status }, tally)
    return tally
  }
}

function missing(id: RunId): never {
  throw new AppError({ code: 'NOT_FOUND', what: 'run', name: id })
}
