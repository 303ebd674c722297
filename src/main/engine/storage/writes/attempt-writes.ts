import type { OutputKind } from '#contract/call-scope'
import type { AttemptKind, AttemptState, CallCode, CallMethod, CostState, WaitCause } from '#contract/calls'
import type { BreakerRecord } from '#engine/ports'
import { answerWords } from '../answer-words.ts'
import { isStorageFailure } from '../sqlite/storage-failure.ts'
import type { WriteContext } from '../write-context.ts'
import { keepBody, splitText } from './body-writes.ts'
import { saveBreakers } from './breaker-writes.ts'
import { type KeepAnswer, keepAnswer } from './cache-writes.ts'
import { spendMore, spentBy } from './spent-writes.ts'
import { type PoolState, type ProviderState, setPoolState, setProviderState } from './state-writes.ts'

/** The write-ahead row: it stands before the request leaves. */
export interface StartAttempt {
  readonly ulid: string
  readonly method: CallMethod
  readonly runId: number | null
  /** With another method than `probe`: the probe it is about, which is not touched. */
  readonly probeId: number | null
  readonly outputKind: OutputKind
  readonly number: number
  readonly kind: AttemptKind
  readonly requestModelId: number
  readonly servedModelId: number
  readonly poolId: number
  readonly user: string
  readonly startedAtMs: number
  readonly queueMs: number
  readonly waitCause: WaitCause | null
  readonly reservedInputTokens: number
  readonly reservedOutputTokens: number
  /** What it may cost at most; null when no price is known. */
  readonly costUpperNanoUsd: number | null
  readonly priceVersionId: number | null
}

/** What became of the attempt, and with it, in the same transaction, of its probe, its pool and its provider. */
export interface SettleAttempt {
  readonly attemptId: number
  readonly state: Exclude<AttemptState, 'started'>
  readonly endedAtMs: number
  readonly durationMs: number | null
  readonly firstChunkMs: number | null
  readonly httpStatus: number | null
  readonly code: CallCode | null
  readonly message: string | null
  readonly errorBody: string | null
  readonly providerRequestId: string | null
  readonly responseModel: string | null
  readonly finishReason: string | null
  readonly serviceTier: string | null
  readonly usage: UsageColumns | null
  readonly rawUsage: string | null
  readonly costState: CostState
  readonly costNanoUsd: number | null
  readonly costUpperNanoUsd: number | null
  /** Which tier of the attempt's price version, from 0, its cost was reckoned by; null: by none. */
  readonly priceTier: number | null
  /** Uncached input and text of the answer as the cost was reckoned by them; null: as `usage` has them. */
  readonly estimatedTokens: { readonly input: number; readonly output: number } | null
  readonly answer: string | null
  readonly probe: SettleProbe | null
  readonly poolState: PoolState | null
  readonly providerState: ProviderState | null
  /** The answer is kept for whoever asks the same; null: it is not. */
  readonly keep: KeepAnswer | null
  /** Breakers as they are since this outcome; null: nothing of them needs keeping. */
  readonly breakers: readonly BreakerRecord[] | null
}

export interface UsageColumns {
  readonly uncached_input_tokens: number
  readonly cache_read_input_tokens: number
  readonly cache_write_5m_input_tokens: number
  readonly cache_write_1h_input_tokens: number
  readonly text_output_tokens: number
  readonly reasoning_output_tokens: number
}

export interface SettleProbe {
  readonly probeId: number
  readonly status: 'pending' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted'
  readonly code: CallCode | null
  readonly waitCause: WaitCause | null
  readonly waitUntilMs: number | null
  readonly waitSinceMs: number | null
  readonly allowanceUsed: number
  readonly countedRefusals: number
  /** The model that answers in place of the one asked for; null: it has not fallen back. */
  readonly fallbackModelId: number | null
  readonly servedModelId: number | null
  readonly isAnswer: boolean
  /** Of its turns, those that are answered and were followed by another; absent: as many as before. */
  readonly turns?: number
}

/** SQL of what every call does is written out, its parameters in the order of the columns named. */
const insertAttempt = `insert into attempt (ulid, method, run_id, probe_id, number, kind, request_model_id, served_model_id, pool_id, user,
  started_at_ms, queue_ms, wait_cause, reserved_input_tokens, reserved_output_tokens, cost_upper_nanousd, price_version_id,
  output_kind, state, cost_state)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'started', 'maybe_billed')`

const sendProbe = `update probe set status = 'in_flight', attempts = ?, wait_cause = null, wait_until_ms = null where id = ?`

const endAttempt = `update attempt set seq = ?, state = ?, ended_at_ms = ?, duration_ms = ?, first_chunk_ms = ?, http_status = ?, code = ?, message = ?,
  error_body = ?, provider_request_id = ?, response_model = ?, finish_reason = ?, service_tier = ?,
  uncached_input_tokens = ?, cache_read_input_tokens = ?, cache_write_5m_input_tokens = ?, cache_write_1h_input_tokens = ?,
  text_output_tokens = ?, reasoning_output_tokens = ?, raw_usage = ?, cost_state = ?, cost_nanousd = ?, cost_upper_nanousd = ?,
  price_tier = ?, estimated_input_tokens = ?, estimated_output_tokens = ?, answer_text = ?, answer_hash = ?
  where id = ? and state = 'started'`

const moveProbe = `update probe set status = ?, code = ?, wait_cause = ?, wait_until_ms = ?, wait_since_ms = ?, allowance_used = ?,
  counted_refusals = ?, used_fallback = ?, fallback_model_id = ?, served_model_id = ?, answer_attempt_id = ?,
  turns = coalesce(?, turns), last_attempt_id = ?, duration_ms = ?, first_chunk_ms = ?, tokens = ?, cost_nanousd = ?, answer_key = ?, ${spendMore} where id = ?`

export function startAttempt(context: WriteContext, input: StartAttempt): { attemptId: number } {
  const { lastInsertRowid } = context
    .prepare(insertAttempt)
    .run(
      input.ulid,
      input.method,
      input.runId,
      input.probeId,
      input.number,
      input.kind,
      input.requestModelId,
      input.servedModelId,
      input.poolId,
      input.user,
      input.startedAtMs,
      input.queueMs,
      input.waitCause,
      input.reservedInputTokens,
      input.reservedOutputTokens,
      input.costUpperNanoUsd,
      input.priceVersionId,
      input.outputKind,
    )
  if (input.probeId !== null && input.method === 'probe') context.prepare(sendProbe).run(input.number, input.probeId)
  return { attemptId: Number(lastInsertRowid) }
}

export interface SettledAttempt {
  /** The attempt's place in the ledger; 0: it had an outcome already, and nothing was changed. */
  readonly seq: number
  /** False: what is derived from the outcome (breakers) could not be written; the outcome stands all the same. */
  readonly isDerivedKept: boolean
}

export function settleAttempt(context: WriteContext, input: SettleAttempt): SettledAttempt {
  const seq = context.nextSeq()
  const { usage } = input
  const answer = splitText(input.answer)
  const { changes } = context
    .prepare(endAttempt)
    .run(
      seq,
      input.state,
      input.endedAtMs,
      input.durationMs,
      input.firstChunkMs,
      input.httpStatus,
      input.code,
      input.message,
      input.errorBody,
      input.providerRequestId,
      input.responseModel,
      input.finishReason,
      input.serviceTier,
      usage?.uncached_input_tokens,
      usage?.cache_read_input_tokens,
      usage?.cache_write_5m_input_tokens,
      usage?.cache_write_1h_input_tokens,
      usage?.text_output_tokens,
      usage?.reasoning_output_tokens,
      input.rawUsage,
      input.costState,
      input.costNanoUsd,
      input.costUpperNanoUsd,
      input.priceTier,
      input.estimatedTokens?.input,
      input.estimatedTokens?.output,
      answer.inline,
      answer.body?.hash,
      input.attemptId,
    )
  if (changes === 0) return { seq: 0, isDerivedKept: true }
  if (answer.body !== null) keepBody(context, answer.body)
  if (input.probe !== null) settleProbe(context, input.probe, input)
  if (input.poolState !== null) setPoolState(context, input.poolState)
  if (input.providerState !== null) setProviderState(context, input.providerState)
  const { breakers, keep } = input
  if (keep !== null) isKept(context, () => keepAnswer(context, input.attemptId, keep))
  return { seq, isDerivedKept: breakers === null || isKept(context, () => saveBreakers(context, { records: breakers })) }
}

/** In a savepoint of its own, so that it costs no answer. A disk that takes nothing is the whole group's matter. */
function isKept(context: WriteContext, derive: () => void): boolean {
  context.prepare('savepoint derived').run()
  try {
    derive()
    context.prepare('release derived').run()
    return true
  } catch (error) {
    if (isStorageFailure(error)) throw error
    context.prepare('rollback to derived').run()
    context.prepare('release derived').run()
    return false
  }
}

function settleProbe(context: WriteContext, probe: SettleProbe, attempt: SettleAttempt): void {
  context
    .prepare(moveProbe)
    .run(
      probe.status,
      probe.code,
      probe.waitCause,
      probe.waitUntilMs,
      probe.waitSinceMs,
      probe.allowanceUsed,
      probe.countedRefusals,
      probe.fallbackModelId === null ? 0 : 1,
      probe.fallbackModelId,
      probe.servedModelId,
      probe.isAnswer ? attempt.attemptId : null,
      probe.turns,
      attempt.attemptId,
      attempt.durationMs,
      attempt.firstChunkMs,
      attempt.usage === null ? null : tokensOf(attempt.usage),
      attempt.costNanoUsd,
      probe.isAnswer && attempt.answer !== null ? answerWords(attempt.answer) : null,
      ...spentBy(attempt),
      probe.probeId,
    )
}

function tokensOf(usage: UsageColumns): number {
  return (
    usage.uncached_input_tokens +
    usage.cache_read_input_tokens +
    usage.cache_write_5m_input_tokens +
    usage.cache_write_1h_input_tokens +
    usage.text_output_tokens +
    usage.reasoning_output_tokens
  )
}
