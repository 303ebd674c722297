import type { ExportedCall } from '#engine/storage'
import type { Cell, ExportColumn, ExportRow } from './export-column.ts'
import { type JsonCell, jsonObject, jsonText } from './json-cell.ts'

/** What names the ids of the catalog. */
export interface Names {
  readonly models: ReadonlyMap<number, string>
}

type CallColumn = ExportColumn & { readonly of: (call: ExportedCall, names: Names) => Cell }

const usage = jsonObject<ExportedCall>({
  uncachedInputTokens: (call) => call.uncached_input_tokens,
  cacheReadInputTokens: (call) => call.cache_read_input_tokens,
  cacheWrite5mInputTokens: (call) => call.cache_write_5m_input_tokens,
  cacheWrite1hInputTokens: (call) => call.cache_write_1h_input_tokens,
  textOutputTokens: (call) => call.text_output_tokens,
  reasoningOutputTokens: (call) => call.reasoning_output_tokens,
})

/** null: the provider did not say. */
export function usageOf(call: ExportedCall): JsonCell | null {
  return call.uncached_input_tokens === null ? null : usage(call)
}

const metadataOf = jsonObject<ExportedCall>({
  state: ({ state }) => state,
  code: ({ code }) => code,
  kind: ({ kind }) => kind,
  number: ({ number }) => number,
  costState: (call) => call.cost_state,
  costNanoUsd: (call) => call.cost_nanousd,
  costUpperNanoUsd: (call) => call.cost_upper_nanousd,
  priceVersion: (call) => call.price_ulid,
  priceTier: (call) => call.price_tier,
  usage: usageOf,
  httpStatus: (call) => call.http_status,
  providerRequestId: (call) => call.provider_request_id,
  responseModel: (call) => call.response_model,
  finishReason: (call) => call.finish_reason,
  serviceTier: (call) => call.service_tier,
  timeToFirstChunkMs: (call) => call.first_chunk_ms,
  waitCause: (call) => call.wait_cause,
  answerHash: (call) => call.answer_hash,
})

const probeArgs = jsonObject<ExportedCall>({
  promptIndex: (call) => call.prompt_idx,
  sample: ({ sample }) => sample,
  variables: ({ variables }) => (variables === null ? null : jsonText(variables)),
  parameters: ({ parameters }) => (parameters === null ? null : jsonText(parameters)),
})

/** Which probe it was for, with its variables; null: it was for none. */
function argsOf(call: ExportedCall): JsonCell | null {
  return call.prompt_idx === null || call.sample === null ? null : probeArgs(call)
}

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

function generationTokensOf(call: ExportedCall): number | null {
  if (call.text_output_tokens === null) return null
  return call.text_output_tokens + (call.reasoning_output_tokens ?? 0)
}

function errorOf(call: ExportedCall): string | null {
  return call.state === 'answered' ? null : (call.message ?? call.code ?? call.state)
}
