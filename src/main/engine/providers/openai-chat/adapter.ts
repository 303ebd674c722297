import { chatUsage, readChat, type WireAdapter } from '#engine/providers/wire'

/** OpenAI's chat completions. */
export const openaiChat: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    return createOpenAI({ baseURL: baseUrl, apiKey, fetch }).chat(wireId)
  },
  saidAt: {
    temperature: ['temperature'],
    topP: ['top_p'],
    maxOutputTokens: ['max_completion_tokens', 'max_tokens'],
    seed: ['seed'],
    stopSequences: ['stop'],
    serviceTier: ['service_tier'],
  },
  schemaAt: ['response_format.json_schema.schema'],
  providerOptions: (serviceTier) => (serviceTier === undefined ? undefined : { openai: { serviceTier } }),
  read: readChat,
  usage: chatUsage,
}
