import { readResponses, responsesUsage, type WireAdapter } from '#engine/providers/wire'

/** OpenAI's Responses API. Answers are not stored at the provider: a measurement leaves no trace that could be read back. */
export const openaiResponses: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    return createOpenAI({ baseURL: baseUrl, apiKey, fetch }).responses(wireId)
  },
  saidAt: {
    temperature: ['temperature'],
    topP: ['top_p'],
    maxOutputTokens: ['max_output_tokens'],
    serviceTier: ['service_tier'],
  },
  schemaAt: ['text.format.schema'],
  providerOptions: (serviceTier) => ({ openai: { store: false, ...(serviceTier !== undefined && { serviceTier }) } }),
  read: readResponses,
  usage: responsesUsage,
}
