import type { WaitCause } from '#contract/calls'
import type { Tokens } from '#contract/units'
import type { Catalog, ModelRecord } from '#engine/catalog'
import type { CallParameters, Clock } from '#engine/ports'
import { Fifo, type HomeLane, isLow, type Job, type Owner, pageSize } from '#engine/runs'
import type { PromptSizes } from './prompt-sizes.ts'

export interface SimulatedLaneFacts {
  readonly modelId: number
  readonly parameters: CallParameters
  readonly prompts: PromptSizes
  readonly samples: number
  /** What the user says further, as it was written: imagined answers stand between. */
  readonly turns: readonly string[]
  /** Its probes are numbered from here on; no other lane of the run has the same. */
  readonly firstProbeId: number
}

/** Hears what holds a lane back, each time that changes. */
export interface LaneWatcher {
  blocked(lane: SimulatedLane, before: WaitCause | null, now: WaitCause | null): void
}

const noMessages = [] as const

/** One model of a run that is only imagined: its probes in planned order, made a page at a time from the sizes of the prompts. */
export class SimulatedLane implements HomeLane {
  readonly owner: Owner
  readonly ready = new Fifo<Job>()
  refused = 0
  inFlight = 0
  blockedUntilMs: number | undefined
  readonly #facts: SimulatedLaneFacts
  readonly #watcher: LaneWatcher
  readonly #clock: Clock
  readonly #catalog: Catalog
  #blockedBy: WaitCause | null = null
  #planned = 0
  #live = 0

  constructor(owner: Owner, facts: SimulatedLaneFacts, ports: { readonly clock: Clock; readonly catalog: Catalog }, watcher: LaneWatcher) {
    this.owner = owner
    this.#facts = facts
    this.#clock = ports.clock
    this.#catalog = ports.catalog
    this.#watcher = watcher
  }

  get model(): ModelRecord {
    return this.#catalog.model(this.#facts.modelId)
  }

  get parameters(): CallParameters {
    return this.#facts.parameters
  }

  get live(): number {
    return this.#live
  }

  get cells(): number {
    return this.#facts.prompts.bytes.length * this.#facts.samples
  }

  get blockedBy(): WaitCause | null {
    return this.#blockedBy
  }

  set blockedBy(cause: WaitCause | null) {
    if (cause === this.#blockedBy) return
    this.#watcher.blocked(this, this.#blockedBy, cause)
    this.#blockedBy = cause
  }

  refill(): void {
    while (this.#planned < this.cells && isLow(this) && this.owner.isSending) this.#planPage()
    if (this.ready.length + this.refused === 0) this.blockedBy = null
  }

  left(): void {
    // Those that answer elsewhere count as live here.
  }

  returned(): void {
    this.ended()
  }

  ended(): void {
    this.#live -= 1
    this.refill()
  }

  #planPage(): void {
    const last = Math.min(this.cells, this.#planned + pageSize)
    this.#live += last - this.#planned
    for (let cell = this.#planned; cell < last; cell++) this.ready.push(this.#job(cell))
    this.#planned = last
  }

  #job(cell: number): Job {
    const { prompts, samples, modelId, turns } = this.#facts
    const promptIdx = Math.floor(cell / samples)
    const promptBytes = prompts.bytes[promptIdx] ?? 0
    return {
      lane: this,
      probeId: this.#facts.firstProbeId + cell,
      promptIdx,
      sample: cell % samples,
      requestModelId: modelId,
      hasFallenBack: false,
      messages: noMessages,
      dialogue: turns.length === 0 ? null : { turns, said: 0, sentBefore: 0 },
      answerKey: null,
      promptBytes,
      inputTokensUpper: (promptBytes + prompts.framingTokens) as Tokens,
      attempts: 0,
      allowanceUsed: 0,
      countedRefusals: 0,
      readySinceMs: this.#clock.monotonicMs(),
      waitCause: null,
      waitSinceMs: null,
    }
  }
}
