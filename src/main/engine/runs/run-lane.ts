import type { Message, Variables } from '#contract/batch'
import type { WaitCause } from '#contract/calls'
import type { EpochMs, MonotonicMs } from '#contract/units'
import { promptBytes, renderMessages } from '#engine/batches'
import type { ModelRecord } from '#engine/catalog'
import type { CallParameters, Clock } from '#engine/ports'
import type { Storage, UnfinishedProbe } from '#engine/storage'
import { Fifo } from './fifo.ts'
import type { Job, Lane, Owner } from './job.ts'

/** What a lane needs of its run. */
export interface LaneOwner extends Owner {
  readonly runId: number
  readonly messages: readonly Message[]
  readonly samples: number
  readonly promptCount: number
  /** Jobs have come: into line, or aside until an instant of theirs. */
  arrived(lane: RunLane, jobs: readonly ArrivedJob[]): void
  /** The next page could not be had. */
  stalled(lane: RunLane, error: unknown): void
}

export interface ArrivedJob {
  readonly job: Job
  readonly waitUntilMs: EpochMs | null
}

/** Jobs of a lane in memory below which the next page is fetched, and a page's size. */
const lowWater = 128
const pageSize = 256

/**
 * One model of a run. Holds a page of its probes in memory: first what an earlier engine left unfinished, then new ones,
 * which are written to the database a page at a time, ahead of the queue and in planned order: prompt by prompt, sample by sample.
 */
export class RunLane implements Lane {
  readonly owner: LaneOwner
  readonly model: ModelRecord
  readonly parameters: CallParameters
  readonly ready = new Fifo<Job>()
  blockedBy: WaitCause | null = null
  readonly #position: number
  readonly #storage: Storage
  readonly #clock: Clock
  #planned: number
  #live = 0
  #isFilling = false
  #lastLoadedId = 0
  #isResuming: boolean

  constructor(
    owner: LaneOwner,
    facts: { model: ModelRecord; parameters: CallParameters; position: number; planned: number; storage: Storage; clock: Clock },
  ) {
    this.owner = owner
    this.model = facts.model
    this.parameters = facts.parameters
    this.#position = facts.position
    this.#planned = facts.planned
    this.#isResuming = facts.planned > 0
    this.#storage = facts.storage
    this.#clock = facts.clock
  }

  get total(): number {
    return this.owner.promptCount * this.owner.samples
  }

  /** Nothing is in memory and nothing is to come. */
  get isEmpty(): boolean {
    return this.#live === 0 && !this.#isFilling && !this.#hasMore
  }

  get isFilling(): boolean {
    return this.#isFilling
  }

  get live(): number {
    return this.#live
  }

  refill(): void {
    if (this.#isFilling || !this.#hasMore || this.#live >= lowWater || !this.owner.isSending) return
    this.#isFilling = true
    this.#nextPage().then(
      (jobs) => {
        this.#isFilling = false
        this.#live += jobs.length
        this.owner.arrived(this, jobs)
        if (jobs.length === 0) this.refill()
      },
      (error: unknown) => {
        this.#isFilling = false
        this.owner.stalled(this, error)
      },
    )
  }

  /** One of its jobs ended. */
  ended(): void {
    this.#live -= 1
    this.refill()
  }

  get #hasMore(): boolean {
    return this.#isResuming || this.#planned < this.total
  }

  async #nextPage(): Promise<ArrivedJob[]> {
    return this.#isResuming ? await this.#loadPage() : await this.#planPage()
  }

  async #loadPage(): Promise<ArrivedJob[]> {
    const rows = await this.#storage.read('unfinishedProbes', {
      runId: this.owner.runId,
      modelId: this.model.id,
      afterId: this.#lastLoadedId,
      limit: pageSize,
    })
    this.#lastLoadedId = rows.at(-1)?.probeId ?? this.#lastLoadedId
    this.#isResuming = rows.length === pageSize
    return rows.map((row) => ({ job: this.#job(row), waitUntilMs: row.waitUntilMs as EpochMs | null }))
  }

  async #planPage(): Promise<ArrivedJob[]> {
    const { samples, runId } = this.owner
    const from = this.#planned
    const count = Math.min(pageSize, this.total - from)
    const firstPrompt = Math.floor(from / samples)
    const lastPrompt = Math.floor((from + count - 1) / samples)
    const prompts = await this.#storage.read('promptPage', { runId, fromIdx: firstPrompt, limit: lastPrompt - firstPrompt + 1 })
    const cells = Array.from({ length: count }, (_, offset) => ({
      promptIdx: Math.floor((from + offset) / samples),
      sample: (from + offset) % samples,
    }))
    const { firstProbeId } = await this.#storage.write('planProbes', {
      runId,
      position: this.#position,
      modelId: this.model.id,
      planned: from,
      cells,
    })
    this.#planned = from + count
    return cells.map((cell, offset) => ({
      job: this.#job({
        ...fresh,
        ...cell,
        probeId: firstProbeId + offset,
        variables: prompts[cell.promptIdx - firstPrompt]?.variables ?? '{}',
      }),
      waitUntilMs: null,
    }))
  }

  #job(row: UnfinishedProbe): Job {
    const messages = renderMessages(this.owner.messages, JSON.parse(row.variables) as Variables)
    return {
      lane: this,
      probeId: row.probeId,
      promptIdx: row.promptIdx,
      sample: row.sample,
      messages,
      promptBytes: promptBytes(messages),
      attempts: row.attempts,
      allowanceUsed: row.allowanceUsed,
      countedRefusals: row.countedRefusals,
      readySinceMs: this.#clock.monotonicMs() as MonotonicMs,
      waitCause: row.waitCause as WaitCause | null,
      waitSinceMs: row.waitSinceMs as EpochMs | null,
    }
  }
}

const fresh = { attempts: 0, allowanceUsed: 0, countedRefusals: 0, waitCause: null, waitUntilMs: null, waitSinceMs: null }
