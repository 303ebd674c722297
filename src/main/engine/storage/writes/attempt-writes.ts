import type { AttemptKind, AttemptState, CallCode, CallMethod, CostState, WaitCause } from '#contract/calls'
import { compiler } from '../sqlite/statements.ts'
import type { WriteContext } from '../write-context.ts'
import { keepText } from './body-writes.ts'

/** The write-ahead row: it stands before the request leaves. */
export interface StartAttempt {
  readonly ulid: string
  readonly method: CallMethod
  readonly runId: number | null
  readonly probeId: number | null
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
  readonly answer: string | null
  readonly probe: SettleProbe | null
  readonly poolState: PoolState | null
  readonly providerState: ProviderState | null
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
  readonly status: 'pending' | 'waiting' | 'succeeded' | 'failed' | 'cancelled'
  readonly code: CallCode | null
  readonly waitCause: WaitCause | null
  readonly waitUntilMs: number | null
  readonly waitSinceMs: number | null
  readonly allowanceUsed: number
  readonly countedRefusals: number
  readonly usedFallback: boolean
  readonly servedModelId: number | null
  readonly isAnswer: boolean
}

export interface PoolState {
  readonly poolId: number
  readonly parkedUntilMs: number | null
  readonly cause: string | null
  readonly backoffStep: number
  readonly hinted: boolean
  readonly atMs: number
}

export interface ProviderState {
  readonly providerId: number
  readonly stoppedCode: string | null
  readonly message: string | null
  readonly atMs: number
}

export function startAttempt(context: WriteContext, input: StartAttempt): { attemptId: number } {
  const { id } = context.run(
    compiler.insertInto('attempt').values({
      ulid: input.ulid,
      method: input.method,
      run_id: input.runId,
      probe_id: input.probeId,
      number: input.number,
      kind: input.kind,
      state: 'started',
      request_model_id: input.requestModelId,
      served_model_id: input.servedModelId,
      pool_id: input.poolId,
      user: input.user,
      output_kind: 'text',
      started_at_ms: input.startedAtMs,
      queue_ms: input.queueMs,
      wait_cause: input.waitCause,
      reserved_input_tokens: input.reservedInputTokens,
      reserved_output_tokens: input.reservedOutputTokens,
      cost_upper_nanousd: input.costUpperNanoUsd,
      cost_state: 'maybe_billed',
      price_version_id: input.priceVersionId,
    }),
  )
  if (input.probeId !== null) {
    context
      .prepare(`update probe set status = 'in_flight', attempts = ?, wait_cause = null, wait_until_ms = null where id = ?`)
      .run(input.number, input.probeId)
  }
  return { attemptId: id }
}

/** Answers with the attempt's place in the ledger. A second outcome for the same attempt changes nothing and answers `seq: 0`. */
export function settleAttempt(context: WriteContext, input: SettleAttempt): { seq: number } {
  const seq = context.nextSeq()
  const answer = keepText(context, input.answer)
  const { changes } = context.run(
    compiler
      .updateTable('attempt')
      .set({
        seq,
        state: input.state,
        ended_at_ms: input.endedAtMs,
        duration_ms: input.durationMs,
        first_chunk_ms: input.firstChunkMs,
        http_status: input.httpStatus,
        code: input.code,
        message: input.message,
        error_body: input.errorBody,
        provider_request_id: input.providerRequestId,
        response_model: input.responseModel,
        finish_reason: input.finishReason,
        service_tier: input.serviceTier,
        ...(input.usage ?? noUsage),
        raw_usage: input.rawUsage,
        cost_state: input.costState,
        cost_nanousd: input.costNanoUsd,
        cost_upper_nanousd: input.costUpperNanoUsd,
        answer_text: answer.text,
        answer_hash: answer.hash,
      })
      .where('id', '=', input.attemptId)
      .where('state', '=', 'started'),
  )
  if (changes === 0) return { seq: 0 }
  if (input.probe !== null) settleProbe(context, input.probe, input.attemptId)
  if (input.poolState !== null) setPoolState(context, input.poolState)
  if (input.providerState !== null) setProviderState(context, input.providerState)
  return { seq }
}

function settleProbe(context: WriteContext, probe: SettleProbe, attemptId: number): void {
  context.run(
    compiler
      .updateTable('probe')
      .set({
        status: probe.status,
        code: probe.code,
        wait_cause: probe.waitCause,
        wait_until_ms: probe.waitUntilMs,
        wait_since_ms: probe.waitSinceMs,
        allowance_used: probe.allowanceUsed,
        counted_refusals: probe.countedRefusals,
        used_fallback: probe.usedFallback ? 1 : 0,
        served_model_id: probe.servedModelId,
        answer_attempt_id: probe.isAnswer ? attemptId : null,
      })
      .where('id', '=', probe.probeId),
  )
}

export function setPoolState(context: WriteContext, state: PoolState): void {
  const values = {
    parked_until_ms: state.parkedUntilMs,
    cause: state.cause,
    backoff_step: state.backoffStep,
    hinted: state.hinted ? 1 : 0,
    updated_at_ms: state.atMs,
  }
  context.run(
    compiler
      .insertInto('pool_state')
      .values({ pool_id: state.poolId, adaptive_limit: null, ...values })
      .onConflict((conflict) => conflict.column('pool_id').doUpdateSet(values)),
  )
}

export function setProviderState(context: WriteContext, state: ProviderState): void {
  const values = { stopped_code: state.stoppedCode, message: state.message, updated_at_ms: state.atMs }
  context.run(
    compiler
      .insertInto('provider_state')
      .values({ provider_id: state.providerId, ...values })
      .onConflict((conflict) => conflict.column('provider_id').doUpdateSet(values)),
  )
}

const noUsage = {
  uncached_input_tokens: null,
  cache_read_input_tokens: null,
  cache_write_5m_input_tokens: null,
  cache_write_1h_input_tokens: null,
  text_output_tokens: null,
  reasoning_output_tokens: null,
}
