import type { AttemptKind, AttemptState, CallCode, CallMethod, CostState, WaitCause } from '#contract/calls'
import type { CostArithmetic, CostSnapshot, EstimatedCost } from '#contract/costs'
import type { AttemptId, PriceVersionId, RunId } from '#contract/ids'
import type { Call, Probe, ProbeStatus, WholeCall } from '#contract/runs'
import type { CachedFrom } from '#contract/transcripts'
import type { EpochMs, NanoUsd, Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'
import type { Catalog } from '#engine/catalog'
import { costArithmeticOf, costSnapshotOf, estimatedCostOf } from '#engine/money'
import type { CallRow, ProbeRow, WholeCallRow } from '#engine/storage'

/** One attempt as the contract shows it. An attempt in flight has no cost yet: its state says that it may be billed. */
export function callView(row: CallRow, catalog: Catalog): Call {
  return {
    id: row.ulid as AttemptId,
    seq: row.seq ?? 0,
    method: row.method as CallMethod,
    run: row.run_ulid as RunId | null,
    probe: row.prompt_idx === null || row.sample === null ? null : { promptIndex: row.prompt_idx, sample: row.sample },
    number: row.number,
    kind: row.kind as AttemptKind,
    state: row.state as AttemptState,
    requestModel: catalog.model(row.request_model_id).ref,
    servedModel: catalog.model(row.served_model_id).ref,
    responseModel: row.response_model,
    user: row.user,
    startedAtMs: row.started_at_ms as EpochMs,
    durationMs: row.duration_ms,
    timeToFirstChunkMs: row.first_chunk_ms,
    queueMs: row.queue_ms,
    httpStatus: row.http_status,
    code: row.code as CallCode | null,
    message: row.message,
    providerRequestId: row.provider_request_id,
    finishReason: row.finish_reason,
    usage: usageOf(row),
    costState: row.cost_state as CostState,
    costNanoUsd: row.cost_nanousd as NanoUsd | null,
    costUpperNanoUsd: row.cost_upper_nanousd as NanoUsd | null,
    estimatedCost: estimatedCost(row),
    priceVersionId: row.price_ulid as PriceVersionId | null,
    costSnapshot: snapshotOf(row, catalog),
  }
}

export function wholeCallView(row: WholeCallRow, catalog: Catalog): WholeCall {
  return {
    ...callView(row, catalog),
    rawUsage: row.raw_usage === null ? null : JSON.parse(row.raw_usage),
    errorBody: row.error_body,
    costArithmetic: arithmeticOf(row, catalog),
  }
}

/** A probe as lists show it; `call`: the attempt that answered it. */
export function probeView(
  row: Omit<ProbeRow, 'variables' | 'answer' | 'cachedFrom' | 'bodiesDropped' | 'turnAnswers'>,
  call: CallRow | null,
  catalog: Catalog,
): Probe {
  return {
    promptIndex: row.prompt_idx,
    model: catalog.model(row.model_id).ref,
    sample: row.sample,
    status: row.status as ProbeStatus,
    code: row.code as CallCode | null,
    waitCause: row.wait_cause as WaitCause | null,
    waitUntilMs: row.wait_until_ms as EpochMs | null,
    usedFallback: row.used_fallback === 1,
    servedModel: row.served_model_id === null ? null : catalog.model(row.served_model_id).ref,
    isCached: row.cached_from !== null,
    attempts: row.attempts,
    estimatedCost: call === null ? withoutCall(row) : estimatedCost(call),
    costSnapshot: call === null ? null : snapshotOf(call, catalog),
  }
}

export function cachedFromView(from: ProbeRow['cachedFrom']): CachedFrom | null {
  return from === null ? null : { call: from.ulid as AttemptId, run: from.runUlid as RunId | null, atMs: from.startedAtMs as EpochMs }
}

/** Of a probe that has no call that answered: nothing was billed for what was kept; of one that retention has dropped, the figure alone is known. */
export function withoutCall(row: Pick<ProbeRow, 'cached_from' | 'dropped_cost_state' | 'cost_nanousd'>): EstimatedCost | null {
  if (row.cached_from !== null) return estimatedCostOf({ nanoUsd: 0 as NanoUsd, state: 'none', priceVersionId: null })
  if (row.dropped_cost_state === null) return null
  return estimatedCostOf({ nanoUsd: row.cost_nanousd as NanoUsd | null, state: row.dropped_cost_state as CostState, priceVersionId: null })
}

/** The prices an attempt was reckoned at, as they were: those of the very tier; null when by none, as where nothing was billed or its provider named the cost. */
function snapshotOf(row: CallRow, catalog: Catalog): CostSnapshot | null {
  if (row.price_version_id === null || row.price_tier === null) return null
  const price = catalog.price(row.price_version_id)
  return price === undefined ? null : costSnapshotOf(price.version, row.price_tier)
}

/** null: its cost is no sum of lines, or what it was reckoned by was not kept. */
function arithmeticOf(row: CallRow, catalog: Catalog): CostArithmetic | null {
  const isEstimated = row.estimated_input_tokens !== null
  const isByLines = row.cost_state === 'computed' || row.cost_state === 'unknown' || (row.cost_state === 'estimated' && isEstimated)
  const usage = isEstimated ? { ...(usageOf(row) ?? noUsage), ...estimateOf(row) } : usageOf(row)
  if (!isByLines || usage === null) return null
  const tiers = row.price_version_id === null ? undefined : catalog.price(row.price_version_id)?.version.tiers
  const rates = row.price_tier === null ? undefined : tiers?.[row.price_tier]?.rates
  return costArithmeticOf(usage, rates, isEstimated)
}

const noUsage: Usage = {
  uncachedInputTokens: 0 as Tokens,
  cacheReadInputTokens: 0 as Tokens,
  cacheWrite5mInputTokens: 0 as Tokens,
  cacheWrite1hInputTokens: 0 as Tokens,
  textOutputTokens: 0 as Tokens,
  reasoningOutputTokens: 0 as Tokens,
}

function estimateOf(row: CallRow): Pick<Usage, 'uncachedInputTokens' | 'textOutputTokens'> {
  return {
    uncachedInputTokens: (row.estimated_input_tokens ?? 0) as Tokens,
    textOutputTokens: (row.estimated_output_tokens ?? 0) as Tokens,
  }
}

type UsageColumns = Pick<
  CallRow,
  | 'uncached_input_tokens'
  | 'cache_read_input_tokens'
  | 'cache_write_5m_input_tokens'
  | 'cache_write_1h_input_tokens'
  | 'text_output_tokens'
  | 'reasoning_output_tokens'
>

export function usageOf(row: UsageColumns): Usage | null {
  if (row.uncached_input_tokens === null) return null
  return {
    uncachedInputTokens: row.uncached_input_tokens as Tokens,
    cacheReadInputTokens: (row.cache_read_input_tokens ?? 0) as Tokens,
    cacheWrite5mInputTokens: (row.cache_write_5m_input_tokens ?? 0) as Tokens,
    cacheWrite1hInputTokens: (row.cache_write_1h_input_tokens ?? 0) as Tokens,
    textOutputTokens: (row.text_output_tokens ?? 0) as Tokens,
    reasoningOutputTokens: (row.reasoning_output_tokens ?? 0) as Tokens,
  }
}

function estimatedCost(row: CallRow): EstimatedCost {
  return estimatedCostOf({
    nanoUsd: row.cost_nanousd as NanoUsd | null,
    state: row.cost_state as CostState,
    priceVersionId: row.price_ulid as PriceVersionId | null,
  })
}
