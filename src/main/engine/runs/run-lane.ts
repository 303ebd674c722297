import type { WaitCause } from '#contract/calls'
import type { ModelRecord } from '#engine/catalog'
import type { CallParameters } from '#engine/ports'
import type { FallbackLane } from './fallback-lane.ts'
import { Fifo } from './fifo.ts'
import type { Job, Lane, Owner } from './job.ts'
import { type ArrivedJob, type JobFacts, LaneJobs } from './lane-jobs.ts'
import { isLow, pageSize } from './lane-pages.ts'
import { nextCells } from './next-cells.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** What a lane needs of its run. */
export interface LaneOwner extends Owner {
  readonly runId: number
  /** Jobs have come: into line, or aside until an instant of theirs. While the run does not send they are not wanted: the database has them. */
  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void
  /** So many of a lane's probes were answered by what is kept of others; on disk. */
  cached(probes: number): void
  /** The next page could not be had. */
  stalled(lane: RunLane, error: unknown): void
  fallbackLane(home: Lane, model: ModelRecord): FallbackLane | undefined
}

export interface LaneFacts extends JobFacts {
  readonly parameters: CallParameters
  readonly position: number
  /** Cells that are probes already. */
  readonly planned: number
  readonly prompts: number
  readonly samples: number
  /** How many of its probes a rerun lists; null: it wants every sample of every prompt. */
  readonly listed: number | null
}

/**
 * One model of a run. Holds a page of its probes in memory: first what an earlier engine left unfinished, then new ones,
 * which are written to the database a page at a time, ahead of the queue and in planned order: prompt by prompt, sample by sample.
 */
export class RunLane implements Lane {
  readonly owner: LaneOwner
  readonly ready = new Fifo<Job>()
  refused = 0
  inFlight = 0
  blockedBy: WaitCause | null = null
  blockedUntilMs: number | undefined
  readonly #facts: LaneFacts
  readonly #ports: Pick<SchedulerPorts, 'storage' | 'clock' | 'catalog'>
  readonly #jobs: LaneJobs
  #planned: number
  #live = 0
  #away = 0
  #isFilling = false
  #lastLoadedId = 0
  #isResuming: boolean

  constructor(owner: LaneOwner, facts: LaneFacts, ports: Pick<SchedulerPorts, 'storage' | 'clock' | 'catalog'>) {
    this.owner = owner
    this.#facts = facts
    this.#ports = ports
    this.#jobs = new LaneJobs(this, facts, ports)
    this.#planned = facts.planned
    this.#isResuming = facts.planned > 0
  }

  get model(): ModelRecord {
    return this.#ports.catalog.model(this.#facts.modelId)
  }

  get parameters(): CallParameters {
    return this.#facts.parameters
  }

  /** Nothing is in memory and nothing is to come. */
  get isEmpty(): boolean {
    return this.#live === 0 && !this.#isFilling && !this.#hasMore
  }

  get isFilling(): boolean {
    return this.#isFilling
  }

  /** Jobs in memory that have not ended, wherever they are. */
  get live(): number {
    return this.#live
  }

  /** Those of them that would leave if they might. */
  get inLine(): number {
    return this.ready.length + this.refused
  }

  /** Those of them that stand in another model's line. They count as live here: so many at most are held in memory. */
  get away(): number {
    return this.#away
  }

  left(): void {
    this.#away += 1
  }

  /** One that was away ended. */
  returned(): void {
    this.#away -= 1
    this.ended()
  }

  refill(): void {
    if (this.#isFilling || !this.#hasMore || !isLow(this) || !this.owner.isSending) return
    this.#isFilling = true
    this.#nextPage().then(
      (jobs) => {
        this.#isFilling = false
        this.#live += jobs.length
        this.owner.arrived(this, jobs)
        this.refill()
      },
      (error: unknown) => {
        this.#isFilling = false
        this.owner.stalled(this, error)
      },
    )
  }

  ended(): void {
    this.#live -= 1
    this.refill()
  }

  get #cells(): number {
    return this.#facts.listed ?? this.#facts.prompts * this.#facts.samples
  }

  get #hasMore(): boolean {
    return this.#isResuming || this.#planned < this.#cells
  }

  async #nextPage(): Promise<ArrivedJob[]> {
    const jobs = this.#isResuming ? await this.#loadPage() : await this.#planPage()
    return this.#facts.usesCache ? await this.#withoutCached(jobs) : jobs
  }

  /** Those for which no answer is kept. Where that cannot be looked up, all of them are sent. */
  async #withoutCached(jobs: ArrivedJob[]): Promise<ArrivedJob[]> {
    const { storage, clock } = this.#ports
    const probes = jobs.flatMap(({ job: { probeId, answerKey: key }, fallbackModelId }) =>
      probeId === null || key === null || fallbackModelId !== null ? [] : [{ probeId, key }],
    )
    if (probes.length === 0) return jobs
    const input = { modelId: this.#facts.modelId, atMs: clock.nowMs(), probes }
    const { answered } = await storage.write('answerFromCache', input).catch(() => ({ answered: [] as number[] }))
    if (answered.length === 0) return jobs
    this.owner.cached(answered.length)
    const gone = new Set(answered)
    return jobs.filter(({ job: { probeId } }) => probeId === null || !gone.has(probeId))
  }

  async #loadPage(): Promise<ArrivedJob[]> {
    const { runId } = this.owner
    const rows = await this.#ports.storage.read('unfinishedProbes', {
      runId,
      modelId: this.#facts.modelId,
      afterId: this.#lastLoadedId,
      limit: pageSize,
    })
    this.#lastLoadedId = rows.at(-1)?.probeId ?? this.#lastLoadedId
    this.#isResuming = rows.length === pageSize
    return this.#jobs.unfinished(rows)
  }

  async #planPage(): Promise<ArrivedJob[]> {
    const { position, modelId } = this.#facts
    const { runId } = this.owner
    const planned = this.#planned
    const found = await nextCells(this.#ports.storage, { ...this.#facts, runId, planned, count: Math.min(pageSize, this.#cells - planned) })
    const cells = found.map(({ promptIdx, sample }) => ({ promptIdx, sample }))
    const { firstProbeId } = await this.#ports.storage.write('planProbes', { runId, position, modelId, planned, cells })
    this.#planned = planned + found.length
    return this.#jobs.planned(found, firstProbeId)
  }
}
