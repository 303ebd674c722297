import type { CallCode } from '#contract/calls'
import type { EpochMs } from '#contract/units'
import type { ModelRecord } from '#engine/catalog'
import type { CallOutcome } from '#engine/ports'
import { effectOf, nextStep, type StepPolicy } from '#engine/resilience'
import type { SettleProbe } from '#engine/storage'
import { type NextTurn, nextTurn } from './dialogue.ts'
import type { Job, JobEnd } from './job.ts'

/** What the pool made of the outcome before the probe's next step is decided. */
export interface PoolVerdict {
  /** The refusal counts against the probe. */
  readonly counted: boolean
  /** When the pool opens again. */
  readonly parkedUntilMs: EpochMs | null
}

export interface AfterAttempt {
  readonly end: JobEnd
  /** Where an unfinished job goes. */
  readonly back:
    | { readonly to: 'delay'; readonly delayMs: number }
    | { readonly to: 'refused' }
    | { readonly to: 'ready' }
    | { readonly to: 'fallback'; readonly model: ModelRecord; readonly code: CallCode }
    | null
  readonly probe: Omit<SettleProbe, 'probeId'>
  /** It was answered and is asked on; absent: it is not. */
  readonly turn?: NextTurn
}

export interface AfterFacts {
  readonly nowMs: EpochMs
  readonly draw: number
  readonly maxWaitMs: number | null
  readonly policy: Pick<StepPolicy, 'maxAttempts' | 'backoff' | 'rateLimitWaits'>
  readonly hintMs: number | undefined
  /** The run was cancelled: nothing of it is ever sent again. */
  readonly isAbandoned: boolean
  /** The model that may answer in its place; undefined: nobody may. */
  readonly fallback: ModelRecord | undefined
}

/** The next step of a probe, and the row that says so. The job itself is not touched. */
export function afterAttempt(job: Job, outcome: CallOutcome, verdict: PoolVerdict, facts: AfterFacts): AfterAttempt {
  if (outcome.kind === 'ANSWERED') {
    const turn = nextTurn(job, outcome)
    return turn === undefined ? finished(job, 'succeeded', null, { isAnswer: true }) : askedOn(job, turn)
  }
  if (outcome.kind === 'CANCELLED') return cancelled(job, outcome.stage === 'not_sent', facts.isAbandoned)
  const allowanceUsed = job.allowanceUsed + (effectOf(outcome.kind) === 'retry' ? 1 : 0)
  const countedRefusals = job.countedRefusals + (verdict.counted ? 1 : 0)
  const tries = { allowanceUsed, countedRefusals }
  const step = nextStep(
    { attempts: allowanceUsed, countedRefusals },
    { kind: outcome.kind, retryable: outcome.retryable, counted: verdict.counted, hintMs: facts.hintMs },
    { ...facts.policy, allowFallback: true, hasFallback: facts.fallback !== undefined, alreadyFellBack: job.hasFallenBack },
    facts.draw,
  )
  switch (step.kind) {
    case 'fall-back':
      return fallenBack(job, facts.fallback, step.code)
    case 'finish':
      return finished(job, 'failed', step.code, { ...tries, isAnswer: false })
    case 'retry':
      return waiting(
        job,
        tries,
        { cause: step.cause, untilMs: (facts.nowMs + step.delayMs) as EpochMs, sinceMs: null },
        { to: 'delay', delayMs: step.delayMs },
      )
    case 'wait': {
      if (step.cause === 'stopped') return waiting(job, tries, { cause: 'stopped', untilMs: null, sinceMs: null }, { to: 'ready' })
      const sinceMs = job.waitSinceMs ?? facts.nowMs
      const isTooLong = facts.maxWaitMs !== null && (verdict.parkedUntilMs ?? facts.nowMs) - sinceMs > facts.maxWaitMs
      if (isTooLong && facts.fallback !== undefined) return fallenBack(job, facts.fallback, outcome.kind)
      if (isTooLong) return finished(job, 'failed', outcome.kind, { ...tries, isAnswer: false })
      return waiting(job, tries, { cause: 'parked', untilMs: verdict.parkedUntilMs, sinceMs }, { to: 'refused' })
    }
  }
}

/** `sinceMs`: the first of its refusals in a row; null where the provider took the call. */
interface Wait {
  readonly cause: 'retry_backoff' | 'parked' | 'stopped'
  readonly untilMs: EpochMs | null
  readonly sinceMs: EpochMs | null
}

type Tries = Pick<Job, 'allowanceUsed' | 'countedRefusals'>

/** The next turn has tries of its own. */
function askedOn(job: Job, turn: NextTurn): AfterAttempt {
  const tries = { allowanceUsed: 0, countedRefusals: 0, waitSinceMs: null }
  const turns = turn.dialogue?.said ?? 0
  return { end: 'again', back: { to: 'ready' }, turn, probe: { ...row(job), ...tries, turns, status: 'pending' } }
}

/** Another model is asked, as if for the first time. */
function fallenBack(job: Job, model: ModelRecord | undefined, code: CallCode): AfterAttempt {
  if (model === undefined) return finished(job, 'failed', code, { isAnswer: false })
  return {
    end: 'again',
    back: { to: 'fallback', model, code },
    probe: { ...row(job), status: 'pending', waitSinceMs: null, allowanceUsed: 0, countedRefusals: 0, fallbackModelId: model.id },
  }
}

function finished(
  job: Job,
  status: 'succeeded' | 'failed',
  code: CallCode | null,
  facts: Partial<Tries> & { readonly isAnswer: boolean },
): AfterAttempt {
  return {
    end: status,
    back: null,
    probe: { ...row(job), ...facts, status, code, servedModelId: facts.isAnswer ? job.lane.model.id : null },
  }
}

/** Stopped in flight: what never left can be sent again, what did may have been billed, and only a person says whether it is sent twice. */
function cancelled(job: Job, neverLeft: boolean, isAbandoned: boolean): AfterAttempt {
  if (isAbandoned) return { end: 'cancelled', back: null, probe: { ...row(job), status: 'cancelled', code: 'CANCELLED' } }
  const status = neverLeft ? 'pending' : 'interrupted'
  return {
    end: neverLeft ? 'again' : 'interrupted',
    back: neverLeft ? { to: 'ready' } : null,
    probe: { ...row(job), status, code: neverLeft ? null : 'CANCELLED' },
  }
}

function waiting(job: Job, tries: Tries, wait: Wait, back: NonNullable<AfterAttempt['back']>): AfterAttempt {
  return {
    end: 'again',
    back,
    probe: {
      ...row(job),
      ...tries,
      status: 'waiting',
      waitCause: wait.cause,
      waitUntilMs: wait.untilMs,
      waitSinceMs: wait.sinceMs,
    },
  }
}

function row(job: Job): Omit<SettleProbe, 'probeId' | 'status'> {
  return {
    code: null,
    waitCause: null,
    waitUntilMs: null,
    waitSinceMs: job.waitSinceMs,
    allowanceUsed: job.allowanceUsed,
    countedRefusals: job.countedRefusals,
    fallbackModelId: job.hasFallenBack ? job.lane.model.id : null,
    servedModelId: null,
    isAnswer: false,
  }
}
