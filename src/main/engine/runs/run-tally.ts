import { z } from 'zod'
import type { CostState } from '#contract/calls'
import { CostTotal } from '#contract/costs'
import { RunCounts } from '#contract/runs'
import type { NanoUsd } from '#contract/units'
import { addToTotal, emptyTotal } from '#engine/money'
import type { RunDetails, RunHead } from '#engine/storage'
import type { AttemptSettled, JobEnd } from './job.ts'
import { plannedProbes } from './planned-probes.ts'

/** As it is kept with a run that rests. */
const Kept = z.object({
  ended: RunCounts.pick({ succeeded: true, failed: true, cancelled: true, interrupted: true, cached: true, turns: true }),
  attempts: RunCounts.shape.attempts,
  cost: CostTotal,
})

type Ended = 'succeeded' | 'failed' | 'cancelled' | 'interrupted'

/** What a run has come to so far. */
export class RunTally {
  readonly total: number
  attempts = 0
  cost: CostTotal = emptyTotal()
  #cached = 0
  #turns = 0
  readonly #ended: Record<Ended, number> = { succeeded: 0, failed: 0, cancelled: 0, interrupted: 0 }

  constructor(total: number) {
    this.total = total
  }

  /** As the database has it. */
  static of(details: RunDetails): RunTally {
    const tally = new RunTally(totalOf(details))
    for (const row of details.probes) if (isEnded(row.status)) tally.#ended[row.status] += Number(row.probes)
    tally.#cached = details.probes.reduce((sum, row) => sum + Number(row.cached), 0)
    tally.#turns = details.probes.reduce((sum, row) => sum + Number(row.turns), 0)
    const ofProbes = details.attempts.filter(({ method }) => method === 'probe')
    tally.attempts = ofProbes.reduce((sum, row) => sum + Number(row.calls), 0)
    tally.cost = costOfSums(ofProbes)
    return tally
  }

  /** As it was kept when it came to rest; undefined: it was not, or by an app that counted otherwise. */
  static kept(head: RunHead): RunTally | undefined {
    const kept = head.run.totals === null ? undefined : Kept.safeParse(JSON.parse(head.run.totals)).data
    if (kept === undefined) return undefined
    const tally = new RunTally(totalOf(head))
    const { cached = 0, turns = 0, ...ended } = kept.ended
    Object.assign(tally.#ended, ended)
    tally.#cached = cached
    tally.#turns = turns
    tally.attempts = kept.attempts
    tally.cost = kept.cost
    return tally
  }

  /** To be kept. */
  text(): string {
    return JSON.stringify({ ended: { ...this.#ended, ...this.#further() }, attempts: this.attempts, cost: this.cost } satisfies z.input<
      typeof Kept
    >)
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

  /** Probes whose answer was kept from others. */
  addCached(probes: number): void {
    this.#ended.succeeded += probes
    this.#cached += probes
  }

  /** An answer with which its probe does not end is followed by a further turn. */
  addSettled(attempt: AttemptSettled, end: JobEnd): void {
    if (end === 'again' && attempt.outcome.kind === 'ANSWERED') this.#turns += 1
    this.cost = addToTotal(this.cost, {
      state: attempt.costState,
      nanoUsd: attempt.costNanoUsd as NanoUsd | null,
      upperNanoUsd: attempt.costUpperNanoUsd as NanoUsd | null,
    })
  }

  counts(): Omit<RunCounts, 'inFlight' | 'waiting'> {
    return { total: this.total, ...this.#ended, attempts: this.attempts, ...this.#further() }
  }

  #further(): Pick<RunCounts, 'cached' | 'turns'> {
    return { ...(this.#cached === 0 ? {} : { cached: this.#cached }), ...(this.#turns === 0 ? {} : { turns: this.#turns }) }
  }
}

function totalOf({ run, models }: RunHead): number {
  return models.reduce((sum, model) => sum + plannedProbes(run, model), 0)
}

function isEnded(status: string): status is Ended {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled' || status === 'interrupted'
}

/** What a run's budget has been used for: by its probes, and by what the app asked about them; what may have been billed counts in full. Nano-USD. */
export function spentOf({ attempts }: Pick<RunDetails, 'attempts'>): number {
  const { nanoUsd, upperNanoUsd } = costOfSums(attempts)
  return nanoUsd + upperNanoUsd
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
