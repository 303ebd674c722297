import type { Check, PassWhen } from '#contract/check'
import type { CheckCounts, CheckProgress } from '#contract/checks'
import type { CostTotal } from '#contract/costs'
import type { RunEventData } from '#contract/events'
import type { RunId } from '#contract/ids'
import { checkIssues, schemaIssues } from '#engine/checks'
import type { EventLog } from '#engine/events'
import { AppError } from '#engine/failure'
import { emptyTotal, mergeTotals } from '#engine/money'
import type { Clock } from '#engine/ports'
import { within } from '#engine/runs'
import type { RunDetails, Storage } from '#engine/storage'
import type { CheckService } from './check-service.ts'
import { checksOf, labelRun, type RunChecks } from './checked-run.ts'
import { tellEveryMs } from './watch-checks.ts'

export interface ApplyPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly events: Pick<EventLog, 'record'>
  readonly service: CheckService
  /** How a run's answers did; null: there is nothing to check. */
  readonly countsOf: (run: RunId) => Promise<CheckCounts | null>
  /** Whether it is in memory: running, or not yet at rest. */
  readonly isGoing: (run: RunId) => boolean
}

export interface ApplyChecks {
  readonly run: RunId
  readonly checks?: readonly Check[] | undefined
  readonly passWhen?: PassWhen | undefined
  readonly rejudge: boolean
}

const nothingYet: CheckCounts = { passed: 0, failed: 0, errors: 0, pending: 0 }

/** Kept answers held against checks anew. One run is checked anew once at a time; it goes on when nobody listens. */
export class ChecksApplied {
  readonly #ports: ApplyPorts
  readonly #going = new Set<RunId>()

  constructor(ports: ApplyPorts) {
    this.#ports = ports
  }

  /** How far it is, at most five times a second. NOT_FOUND; CONFLICT while the run is going, or checked anew already; INVALID_INPUT where the checks cannot be used. */
  async *apply(input: ApplyChecks, signal: AbortSignal): AsyncGenerator<CheckProgress> {
    const { clock, countsOf } = this.#ports
    const paid = { calls: 0, cost: emptyTotal() }
    let isDone = false
    const { ended } = await this.#begin(input, (calls, cost) => {
      paid.calls += calls
      if (cost !== null) paid.cost = mergeTotals(paid.cost, cost)
    })
    const end = () => {
      isDone = true
    }
    const settled = ended.then(end, end)
    for (let seq = 1; ; seq += 1) {
      const isLast = isDone
      const counts = (await countsOf(input.run)) ?? nothingYet
      if (isLast) await ended
      yield { seq, counts, judgeCalls: paid.calls, judgeCost: paid.cost, isDone: isLast }
      if (isLast) return
      await within(tellEveryMs, settled, clock, signal)
    }
  }

  async #begin(
    { run: id, rejudge, ...given }: ApplyChecks,
    judged: (calls: number, cost: CostTotal | null) => void,
  ): Promise<{ readonly ended: Promise<void> }> {
    const { storage, service } = this.#ports
    await refuseFlawed(given.checks ?? [])
    const run = await storage.read('findRunRow', { ulid: id })
    if (run === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: id })
    if (this.#going.has(id)) throw stateConflict(id, 'its answers are being checked already')
    if (this.#ports.isGoing(id) || !atRest.has(run.status)) throw stateConflict(id, run.status)
    this.#going.add(id)
    try {
      await service.leave(run.id)
      const before = checksOf(run)
      const after = { checks: given.checks ?? before.checks, passWhen: given.passWhen ?? before.passWhen }
      const isChanged = given.checks !== undefined || given.passWhen !== undefined
      await this.#write(run, after, isChanged)
      return { ended: this.#check(run, { rejudge, listener: { judged } }, after.checks.length) }
    } catch (error) {
      this.#going.delete(id)
      throw error
    }
  }

  async #check(run: RunRow, options: Parameters<CheckService['check']>[1], checks: number): Promise<void> {
    const { service, events } = this.#ports
    try {
      await service.check(run.id, options)
    } finally {
      this.#going.delete(run.ulid as RunId)
    }
    const counts = (await this.#ports.countsOf(run.ulid as RunId)) ?? nothingYet
    events.record({
      kind: 'run',
      subject: `run:${run.ulid}`,
      runId: run.id,
      data: { change: 'checked', name: run.name, checks, verdicts: counts } satisfies RunEventData,
    })
  }

  async #write(run: RunRow, after: RunChecks, isChanged: boolean): Promise<void> {
    const { storage, clock } = this.#ports
    await storage.write('beginChecking', {
      runId: run.id,
      ...(isChanged ? { checks: JSON.stringify(after) } : {}),
      ...(await labelRun(storage, run.id, after)),
      changedAtMs: isChanged ? clock.nowMs() : null,
      takesBack: true,
    })
  }
}

type RunRow = RunDetails['run']

const atRest: ReadonlySet<string> = new Set(['paused', 'finished', 'cancelled'])

function stateConflict(id: RunId, detail: string): AppError {
  return new AppError({ code: 'CONFLICT', what: 'run', name: id, reason: 'state', detail })
}

async function refuseFlawed(checks: readonly Check[]): Promise<void> {
  const issues = [...checkIssues(checks, null), ...(await schemaIssues(checks))]
  if (issues.length === 0) return
  throw new AppError({
    code: 'INVALID_INPUT',
    issues: issues.map(({ path, message }) => ({
      path: `checks${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`,
      message,
    })),
  })
}
