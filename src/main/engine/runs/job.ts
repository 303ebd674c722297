import type { CallCode, CallMethod, WaitCause } from '#contract/calls'
import type { EpochMs, MonotonicMs, Tokens } from '#contract/units'
import type { ModelRecord } from '#engine/catalog'
import type { CallOutcome, CallParameters, PromptMessage } from '#engine/ports'
import type { AnswerKey } from '#engine/storage'
import type { Budget } from './budget.ts'
import type { Fifo } from './fifo.ts'

/** One answer wanted from one model: a probe of a run, or a call of the app's own. */
export interface Job {
  readonly lane: Lane
  /** null: not a probe. */
  readonly probeId: number | null
  /** Of a call that is no probe and is tried again: what a breaker counts its failures under. */
  readonly callKey?: string | undefined
  readonly promptIdx: number
  readonly sample: number
  /** The model that was asked for; where the job fell back, its lane's is another. */
  readonly requestModelId: number
  readonly hasFallenBack: boolean
  messages: readonly PromptMessage[]
  /** What the user says further; null: it is one question. */
  dialogue: Dialogue | null
  /** By what its answer is kept for others; null: it is not. */
  readonly answerKey: AnswerKey | null
  promptBytes: number
  /** No tokenizer makes more of the prompt. */
  inputTokensUpper: Tokens
  /** Sent so far. */
  attempts: number
  /** Failures that used its allowance of tries. */
  allowanceUsed: number
  countedRefusals: number
  readySinceMs: MonotonicMs
  waitCause: WaitCause | null
  /** The first of its refusals in a row; what `maxWaitMs` is measured from. */
  waitSinceMs: EpochMs | null
}

/** A conversation: each of its turns is asked with all that was said before, and has its own tries. `said`: how many of them are in the job's messages; `sentBefore`: attempts of the turns before. */
export interface Dialogue {
  readonly turns: readonly string[]
  readonly said: number
  readonly sentBefore: number
}

/** Whether a job's attempt was not the first of its turn. Asked once it has been counted. */
export function isTriedAgain({ attempts, dialogue }: Pick<Job, 'attempts' | 'dialogue'>): boolean {
  return attempts > 1 + (dialogue?.sentBefore ?? 0)
}

/** The jobs of one owner for one model, in order. */
export interface Lane {
  readonly owner: Owner
  /** As the catalog has it now: an admin may move it to another pool while its jobs wait. */
  readonly model: ModelRecord
  readonly parameters: CallParameters
  readonly ready: Fifo<Job>
  /** How many of its jobs are in a pool's refused list. */
  refused: number
  /** How many of its jobs are the owner's `inFlight`. */
  inFlight: number
  /** What keeps its next job from leaving; meaningless while none is in line. */
  blockedBy: WaitCause | null
  /** Until when, where a clock decides. Monotonic. */
  blockedUntilMs: number | undefined
  /** Asks for more jobs when few are left; they arrive later. */
  refill(): void
  /** One of its jobs ended. */
  ended(): void
}

/** How a job stands after an attempt was settled on disk. */
export type JobEnd = 'succeeded' | 'failed' | 'cancelled' | 'interrupted' | 'again'

export interface AttemptSettled {
  /** Absent: nobody gave it one. */
  readonly ulid?: string | undefined
  readonly outcome: CallOutcome
  readonly costState: 'none' | 'reported' | 'computed' | 'estimated' | 'maybe_billed' | 'unknown'
  readonly costNanoUsd: number | null
  readonly costUpperNanoUsd: number | null
}

/** Whoever wants jobs done: a run, or a single call of the app's own. */
export interface Owner {
  /** The run's key in the database; null: not a run. */
  readonly runId: number | null
  /** The probe its calls are about, where they are not that probe's own. */
  readonly aboutProbeId?: number | null
  readonly method: CallMethod
  readonly user: string
  readonly maxParallel: number | null
  readonly maxWaitMs: number | null
  readonly budget: Budget | null
  /** Another model may answer where the one asked for cannot. */
  readonly allowsFallback: boolean
  /** A model whose price is unknown may answer, whatever the budget. */
  readonly allowsUnpriced: boolean
  readonly lanes: readonly Lane[]
  /** False: nothing more leaves (paused, draining, cancelled). */
  readonly isSending: boolean
  /** Nothing of it is ever sent again. */
  readonly isAbandoned: boolean
  /** Aborts what is in flight. */
  readonly signal: AbortSignal
  /** Jobs of which something is still to be written: calls that left and are not yet settled on disk, and jobs that are ended without one. */
  inFlight: number
  /** Calls that the provider has not answered. */
  onWire: number
  /** Jobs in a retry's pause. */
  delayed: number
  /** The line of those of a lane's jobs that another model is to answer; undefined: such an owner's jobs do not fall back. */
  fallbackLane(home: Lane, model: ModelRecord): (Lane & { adopt(job: Job): Job }) | undefined
  /** An attempt is about to leave. */
  sent(job: Job): void
  /** It could not be written ahead and never left; the job will be asked again. */
  unsent(job: Job, code: CallCode, message: string): void
  /** Its outcome is on disk. */
  settled(job: Job, attempt: AttemptSettled, end: JobEnd): void
  /** It ended without another attempt, on disk. */
  ended(job: Job, code: CallCode, message: string): void
  /** What became of it could not be written, and never will by this engine. */
  lost(job: Job): void
  /** Something about its waits changed. */
  waitsChanged(): void
  /** The engine stops: what is in line stays there. */
  closed(abort: boolean): void
}
