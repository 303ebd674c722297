import type { Usage } from '#contract/usage'
import { countOf, disjointUsage, type JsonRecord, recordOf } from '#engine/providers/wire'

/** Cached reads and writes lie beside `input_tokens`, thinking inside `output_tokens`. Writes whose lifetime is not said are of 5 minutes, the default. */
export function messagesUsage(raw: JsonRecord): Usage | undefined {
  if (typeof raw['input_tokens'] !== 'number' && typeof raw['output_tokens'] !== 'number') return undefined
  const cacheReadTokens = countOf(raw['cache_read_input_tokens'])
  const split = recordOf(raw['cache_creation'])
  const cacheWrite1hTokens = countOf(split?.['ephemeral_1h_input_tokens'])
  const written = Math.max(countOf(raw['cache_creation_input_tokens']), cacheWrite1hTokens + countOf(split?.['ephemeral_5m_input_tokens']))
  return disjointUsage({
    inputTokens: countOf(raw['input_tokens']) + cacheReadTokens + written,
    cacheReadTokens,
    cacheWrite5mTokens: written - cacheWrite1hTokens,
    cacheWrite1hTokens,
    outputTokens: countOf(raw['output_tokens']),
    reasoningTokens: countOf(recordOf(raw['output_tokens_details'])?.['thinking_tokens']),
  })
}
