import { countOf, type JsonRecord, readResponses, recordOf, responsesUsage, type WireAdapter } from '#engine/providers/wire'

/** xAI's Responses API. */
export const xai: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createXai } = await import('@ai-sdk/xai')
    return createXai({ baseURL: baseUrl, apiKey, fetch }).responses(wireId)
  },
  saidAt: {
    temperature: ['temperature'],
    topP: ['top_p'],
    maxOutputTokens: ['max_output_tokens'],
    seed: ['seed'],
    serviceTier: ['service_tier'],
  },
  schemaAt: ['text.format.schema'],
  providerOptions: (serviceTier) => (serviceTier === undefined ? undefined : { xai: { serviceTier } }),
  read: readResponses,
  usage: (raw) => responsesUsage(withCachedInside(raw)),
}

/** More cached reads than input means that they were counted beside it. Source: the SDK's own reading of xAI's usage, 2026-11. */
function withCachedInside(raw: JsonRecord): JsonRecord {
  const inputTokens = countOf(raw['input_tokens'])
  const cachedTokens = countOf(recordOf(raw['input_tokens_details'])?.['cached_tokens'])
  return cachedTokens <= inputTokens ? raw : { ...raw, input_tokens: inputTokens + cachedTokens }
}
