import type { Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'
import type { CallFailureCode, CallOutcome, FailureStage, Random } from '#engine/ports'
import type { Job } from '#engine/runs'
import type { PastAttempt } from '#engine/storage'
import type { Drawn } from './call-model.ts'

/** A model's calls as they were: one is imagined by drawing one of them, whole, so that what belongs together (a long answer, a long wait) stays together. */
export interface FittedCalls {
  readonly attempts: readonly PastAttempt[]
  /** Input tokens per byte of prompt, over all attempts that tell both. */
  readonly inputTokensPerByte: number
  /** What the engine adds to a call, from its admission until its outcome is settled: the mean without the longest, so that the first calls after a start, which load what is needed, weigh nothing. */
  readonly overheadMs: number
}

/** Of the overheads of the past, from the shortest on, those that count. */
const usualShare = 0.95

/** Where no past tells: a quarter of a token per byte. */
const unseenTokensPerByte = 0.25

const noTokens = 0 as Tokens

/** undefined: the past tells nothing. */
export function fitCalls(attempts: readonly PastAttempt[]): FittedCalls | undefined {
  if (!attempts.some(({ state }) => state === 'answered')) return undefined
  let inputTokens = 0
  let bytes = 0
  for (const attempt of attempts) {
    const { uncachedInputTokens, promptBytes } = attempt
    if (attempt.state !== 'answered' || uncachedInputTokens === null || promptBytes === null) continue
    inputTokens += inputOf(attempt)
    bytes += promptBytes
  }
  const overheads = Float64Array.from(attempts, ({ startedAtMs, endedAtMs, durationMs }) => endedAtMs - startedAtMs - durationMs).sort()
  const usual = overheads.subarray(0, Math.ceil(overheads.length * usualShare))
  const overheadMs = Math.max(0, usual.reduce((sum, overhead) => sum + overhead, 0) / usual.length)
  return { attempts, overheadMs, inputTokensPerByte: bytes === 0 ? unseenTokensPerByte : inputTokens / bytes }
}

/** A call of this job, as one of the past went. */
export function drawCall(fitted: FittedCalls, job: Job, random: Random): Drawn {
  const attempt = fitted.attempts[Math.floor(random.next() * fitted.attempts.length)]
  if (attempt === undefined) throw new Error('there is no past to draw from')
  return { outcome: outcomeOf(attempt, usageOf(attempt, fitted, job)), holdMs: attempt.durationMs + fitted.overheadMs }
}

function outcomeOf(attempt: PastAttempt, usage: Usage | undefined): CallOutcome {
  const { state, durationMs } = attempt
  const httpStatus = attempt.httpStatus ?? undefined
  if (state === 'answered') return { kind: 'ANSWERED', text: '', reasoningText: '', usage, finishReason: 'stop', httpStatus, durationMs }
  const kind = (attempt.code ?? 'SERVER_ERROR') as CallFailureCode
  const stage = stageOf(attempt)
  return {
    kind,
    stage,
    message: 'as in the past',
    usage: stage === 'partial' ? usage : undefined,
    httpStatus,
    durationMs,
    providerWide: kind === 'NETWORK' && httpStatus === undefined,
  }
}

function stageOf({ costState, httpStatus }: PastAttempt): FailureStage {
  if (costState === 'maybe_billed') return 'unanswered'
  if (costState === 'estimated') return 'partial'
  return httpStatus === null ? 'not_sent' : 'refused'
}

/** The input in proportion to this prompt's size, the output as it was, within what the job allows. */
function usageOf(attempt: PastAttempt, fitted: FittedCalls, { promptBytes, lane }: Job): Usage | undefined {
  if (attempt.uncachedInputTokens === null) return undefined
  const before = inputOf(attempt)
  const scale = attempt.promptBytes === null || before === 0 ? 1 : (promptBytes * fitted.inputTokensPerByte) / before
  const most = lane.parameters.maxOutputTokens ?? Number.MAX_SAFE_INTEGER
  const reasoning = Math.min(attempt.reasoningOutputTokens, most)
  return {
    uncachedInputTokens: Math.round(attempt.uncachedInputTokens * scale) as Tokens,
    cacheReadInputTokens: scaled(attempt.cacheReadInputTokens, scale),
    cacheWrite5mInputTokens: scaled(attempt.cacheWrite5mInputTokens, scale),
    cacheWrite1hInputTokens: scaled(attempt.cacheWrite1hInputTokens, scale),
    textOutputTokens: Math.min(attempt.textOutputTokens, most - reasoning) as Tokens,
    reasoningOutputTokens: reasoning as Tokens,
  }
}

function scaled(tokens: number, scale: number): Tokens {
  return tokens === 0 ? noTokens : (Math.round(tokens * scale) as Tokens)
}

function inputOf(attempt: PastAttempt): number {
  const { uncachedInputTokens, cacheReadInputTokens, cacheWrite5mInputTokens, cacheWrite1hInputTokens } = attempt
  return (uncachedInputTokens ?? 0) + cacheReadInputTokens + cacheWrite5mInputTokens + cacheWrite1hInputTokens
}
