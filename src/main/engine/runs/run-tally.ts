import type { CostState } from '#contract/calls'
import type { CostTotal } from '#contract/costs'
import type { RunCounts } from '#contract/runs'
import type { NanoUsd } from '#contract/units'
import { addToTotal, emptyTotal } from '#engine/money'
import type { RunDetails } from '#engine/storage'
import type { AttemptSettled } from './job.ts'

type Ended = 'succeeded' | 'failed' | 'cancelled' | 'interrupted'

/** What a run has come to so far. */
export class RunTally {
  readonly total: number
  attempts = 0
  cost: CostTotal = emptyTotal()
  readonly #ended: Record<Ended, number> = { succeeded: 0, failed: 0, cancelled: 0, interrupted: 0 }

  constructor(total: number) {
    this.total = total
  }

  /** As the database has it. */
  static of(details: RunDetails): RunTally {
    const tally = new RunTally(details.run.prompt_count * details.run.samples * details.models.length)
    for (const row of details.probes) if (isEnded(row.status)) tally.#ended[row.status] += Number(row.probes)
    tally.attempts = details.attempts.reduce((sum, row) => sum + Number(row.calls), 0)
    tally.cost = costOfSums(details.attempts)
    return tally
  }

  get ended(): number {
    return this.#ended.succeeded + this.#ended.failed + this.#ended.cancelled + this.#ended.interrupted
  }

  get interrupted(): number {
    return this.#ended.interrupted
  }

  addEnd(kind: Ended): void {
    this.#ended[kind] += 1
  }

  addCost(attempt: AttemptSettled): void {
    this.cost = addToTotal(this.cost, {
      state: attempt.costState,
      nanoUsd: attempt.costNanoUsd as NanoUsd | null,
      upperNanoUsd: attempt.costUpperNanoUsd as NanoUsd | null,
    })
  }

  counts(): Omit<RunCounts, 'inFlight' | 'waiting'> {
    return { total: this.total, ...this.#ended, attempts: this.attempts }
  }
}

function isEnded(status: string): status is Ended {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled' || status === 'interrupted'
}

/** A total from sums by cost state. Attempts still in flight are left out: they are not settled. */
export function costOfSums(
  sums: readonly {
    readonly state?: string
    readonly costState: string
    readonly calls: number
    readonly nanoUsd: number
    readonly upperNanoUsd: number
  }[],
): CostTotal {
  const total = emptyTotal()
  let nanoUsd = 0
  let upperNanoUsd = 0
  const coverage = { ...total.coverage }
  for (const row of sums) {
    if (row.state === 'started') continue
    const state = row.costState as CostState
    nanoUsd += Number(row.nanoUsd)
    upperNanoUsd += Number(row.upperNanoUsd)
    coverage[state] = {
      calls: coverage[state].calls + Number(row.calls),
      nanoUsd: (coverage[state].nanoUsd + Number(row.nanoUsd)) as NanoUsd,
    }
  }
  if (!Number.isSafeInteger(nanoUsd) || !Number.isSafeInteger(upperNanoUsd))
    throw new RangeError(`a total of ${nanoUsd} nano-USD is beyond what can be counted exactly`)
  return { nanoUsd: nanoUsd as NanoUsd, upperNanoUsd: upperNanoUsd as NanoUsd, coverage }
}
