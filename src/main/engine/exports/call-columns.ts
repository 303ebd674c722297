import type { ExportedCall } from '#engine/storage'
import type { Cell, ExportColumn, ExportRow } from './export-column.ts'

/** What names the ids of the catalog. */
export interface Names {
  readonly models: ReadonlyMap<number, string>
}

type CallColumn = ExportColumn & { readonly of: (call: ExportedCall, names: Names) => Cell }

/** First the words of the view `call_event`, then what a report adds: who was asked, usage by class, and cost with how sure it is. */
const columns: readonly CallColumn[] = [
  { name: 'seq', type: 'int', of: ({ seq }) => seq },
  { name: 'ulid', type: 'text', of: ({ ulid }) => ulid },
  { name: 'ts', type: 'instant', of: (call) => call.started_at_ms },
  { name: 'service', type: 'text', of: (call, { models }) => models.get(call.served_model_id) ?? null },
  { name: 'method', type: 'text', of: ({ method }) => method },
  { name: 'args', type: 'json', of: argsOf },
  { name: 'user_id', type: 'text', of: ({ user }) => user },
  { name: 'session_id', type: 'text', of: (call) => call.run_ulid },
  { name: 'decision', type: 'text', of: (call) => call.output_kind },
  { name: 'model', type: 'text', of: (call, { models }) => models.get(call.request_model_id) ?? null },
  { name: 'success', type: 'bool', of: ({ state }) => state === 'answered' },
  { name: 'latency_ms', type: 'real', of: (call) => (call.duration_ms === null ? null : call.queue_ms + call.duration_ms) },
  { name: 'decision_latency_ms', type: 'real', of: (call) => call.queue_ms },
  { name: 'generation_latency_ms', type: 'real', of: (call) => call.duration_ms },
  { name: 'cost_usd', type: 'usd', of: (call) => call.cost_nanousd },
  { name: 'decision_tokens', type: 'int', of: () => null },
  { name: 'generation_tokens', type: 'int', of: generationTokensOf },
  { name: 'result', type: 'text', of: (call) => call.answer_text },
  { name: 'error', type: 'text', of: errorOf },
  { name: 'metadata', type: 'json', of: metadataOf },
  { name: 'state', type: 'text', of: ({ state }) => state },
  { name: 'kind', type: 'text', of: ({ kind }) => kind },
  { name: 'code', type: 'text', of: ({ code }) => code },
  { name: 'uncached_input_tokens', type: 'int', of: (call) => call.uncached_input_tokens },
  { name: 'cache_read_input_tokens', type: 'int', of: (call) => call.cache_read_input_tokens },
  { name: 'cache_write_5m_input_tokens', type: 'int', of: (call) => call.cache_write_5m_input_tokens },
  { name: 'cache_write_1h_input_tokens', type: 'int', of: (call) => call.cache_write_1h_input_tokens },
  { name: 'text_output_tokens', type: 'int', of: (call) => call.text_output_tokens },
  { name: 'reasoning_output_tokens', type: 'int', of: (call) => call.reasoning_output_tokens },
  { name: 'cost_nanousd', type: 'int', of: (call) => call.cost_nanousd },
  { name: 'cost_upper_nanousd', type: 'int', of: (call) => call.cost_upper_nanousd },
  { name: 'cost_state', type: 'text', of: (call) => call.cost_state },
  { name: 'price_version', type: 'text', of: (call) => call.price_ulid },
]

export const callColumns: readonly ExportColumn[] = columns.map(({ name, type }) => ({ name, type }))

export function callCells(call: ExportedCall, names: Names): ExportRow {
  return columns.map(({ of }) => of(call, names))
}

/** Which probe it was for, with its variables; null: it was for none. */
function argsOf(call: ExportedCall): string | null {
  if (call.prompt_idx === null || call.sample === null) return null
  return `{"promptIndex":${call.prompt_idx},"sample":${call.sample},"variables":${call.variables ?? 'null'},"parameters":${call.parameters ?? 'null'}}`
}

function generationTokensOf(call: ExportedCall): number | null {
  if (call.text_output_tokens === null) return null
  return call.text_output_tokens + (call.reasoning_output_tokens ?? 0)
}

function errorOf(call: ExportedCall): string | null {
  return call.state === 'answered' ? null : (call.message ?? call.code ?? call.state)
}

function metadataOf(call: ExportedCall): string {
  return JSON.stringify({
    state: call.state,
    code: call.code,
    kind: call.kind,
    number: call.number,
    costState: call.cost_state,
    costNanoUsd: call.cost_nanousd,
    costUpperNanoUsd: call.cost_upper_nanousd,
    priceVersion: call.price_ulid,
    priceTier: call.price_tier,
    usage: usageOf(call),
    httpStatus: call.http_status,
    providerRequestId: call.provider_request_id,
    responseModel: call.response_model,
    finishReason: call.finish_reason,
    serviceTier: call.service_tier,
    timeToFirstChunkMs: call.first_chunk_ms,
    waitCause: call.wait_cause,
    answerHash: call.answer_hash,
  })
}

/** null: the provider did not say. */
export function usageOf(call: ExportedCall): Record<string, number | null> | null {
  if (call.uncached_input_tokens === null) return null
  return {
    uncachedInputTokens: call.uncached_input_tokens,
    cacheReadInputTokens: call.cache_read_input_tokens,
    cacheWrite5mInputTokens: call.cache_write_5m_input_tokens,
    cacheWrite1hInputTokens: call.cache_write_1h_input_tokens,
    textOutputTokens: call.text_output_tokens,
    reasoningOutputTokens: call.reasoning_output_tokens,
  }
}
