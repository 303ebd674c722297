import type { Message, Variables } from '#contract/batch'
import type { WaitCause } from '#contract/calls'
import type { EpochMs } from '#contract/units'
import { inputTokensUpper, promptBytes, renderMessages, renderTurns } from '#engine/batches'
import type { ModelRecord } from '#engine/catalog'
import type { CallParameters, PromptMessage } from '#engine/ports'
import type { AnswerKey, UnfinishedProbe } from '#engine/storage'
import { answerKey } from './answer-key.ts'
import { afterAnswers } from './dialogue.ts'
import type { FallbackLane } from './fallback-lane.ts'
import { Fifo } from './fifo.ts'
import type { Job, Lane, Owner } from './job.ts'
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

export interface ArrivedJob {
  readonly job: Job
  readonly waitUntilMs: EpochMs | null
  /** The model that was chosen to answer in an earlier engine; null: the one asked for. */
  readonly fallbackModelId: number | null
}

export interface LaneFacts {
  readonly modelId: number
  readonly parameters: CallParameters
  readonly position: number
  /** Cells that are probes already. */
  readonly planned: number
  /** Answers of others are taken, and its own are kept. */
  readonly usesCache: boolean
  readonly template: readonly Message[]
  /** What the user says further, as it was written. */
  readonly turns: readonly string[]
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
    const render = this.#renderer()
    return rows.map((row) => ({
      job: this.#job(row, render(row.promptIdx, row.variables)),
      waitUntilMs: row.waitUntilMs as EpochMs | null,
      fallbackModelId: row.fallbackModelId,
    }))
  }

  async #planPage(): Promise<ArrivedJob[]> {
    const { position, modelId } = this.#facts
    const { runId } = this.owner
    const planned = this.#planned
    const found = await nextCells(this.#ports.storage, { ...this.#facts, runId, planned, count: Math.min(pageSize, this.#cells - planned) })
    const cells = found.map(({ promptIdx, sample }) => ({ promptIdx, sample }))
    const { firstProbeId } = await this.#ports.storage.write('planProbes', { runId, position, modelId, planned, cells })
    this.#planned = planned + found.length
    const render = this.#renderer()
    return found.map(({ promptIdx, sample, variables }, offset) => {
      const row = { ...fresh, promptIdx, sample, probeId: firstProbeId + offset }
      return { job: this.#job(row, render(promptIdx, variables)), waitUntilMs: null, fallbackModelId: null }
    })
  }

  /** Samples of a prompt share its messages. */
  #renderer(): (promptIdx: number, variables: string) => Rendered {
    let last: { readonly promptIdx: number; readonly rendered: Rendered } | undefined
    return (promptIdx, variables) => {
      if (last?.promptIdx !== promptIdx) {
        last = { promptIdx, rendered: this.#rendered(JSON.parse(variables) as Variables) }
      }
      return last.rendered
    }
  }

  #rendered(variables: Variables): Rendered {
    const { template, turns } = this.#facts
    const messages = renderMessages(template, variables)
    const dialogue = turns.length === 0 ? null : { turns: renderTurns(turns, variables), said: 0, sentBefore: 0 }
    return { messages, dialogue, promptBytes: promptBytes(messages), inputTokensUpper: inputTokensUpper(messages) }
  }

  #keyOf(messages: readonly PromptMessage[], sample: number): AnswerKey {
    const { catalog } = this.#ports
    const { model, parameters } = this
    return answerKey({ provider: catalog.provider(model.providerId), wireId: model.wireId, messages, parameters, sample })
  }

  #job(row: Omit<UnfinishedProbe, 'variables' | 'fallbackModelId'>, rendered: Rendered): Job {
    const job = {
      ...rendered,
      lane: this,
      answerKey: this.#facts.usesCache ? this.#keyOf(rendered.messages, row.sample) : null,
      probeId: row.probeId,
      promptIdx: row.promptIdx,
      sample: row.sample,
      requestModelId: this.#facts.modelId,
      hasFallenBack: false,
      attempts: row.attempts,
      allowanceUsed: row.allowanceUsed,
      countedRefusals: row.countedRefusals,
      readySinceMs: this.#ports.clock.monotonicMs(),
      waitCause: row.waitCause as WaitCause | null,
      waitSinceMs: row.waitSinceMs as EpochMs | null,
    }
    return row.answers.length === 0 ? job : afterAnswers(job, row.answers)
  }
}

type Rendered = Pick<Job, 'dialogue' | 'inputTokensUpper' | 'promptBytes'> & { readonly messages: readonly PromptMessage[] }

const fresh = { attempts: 0, allowanceUsed: 0, countedRefusals: 0, waitCause: null, waitUntilMs: null, waitSinceMs: null, answers: [] }
