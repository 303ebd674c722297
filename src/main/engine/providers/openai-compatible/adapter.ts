import { chatUsage, readChat, type WireAdapter } from '#engine/providers/wire'

const name = 'compatible'

/** OpenRouter, Together, vLLM, Ollama, LM Studio and the app's own simulator: chat completions as OpenAI first defined them. */
export const openaiCompatible: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    return createOpenAICompatible({ name, baseURL: baseUrl, apiKey, fetch, includeUsage: true }).chatModel(wireId)
  },
  saidAt: {
    temperature: ['temperature'],
    topP: ['top_p'],
    maxOutputTokens: ['max_tokens'],
    seed: ['seed'],
    stopSequences: ['stop'],
    serviceTier: ['service_tier'],
  },
  providerOptions: (serviceTier) => (serviceTier === undefined ? undefined : { [name]: { service_tier: serviceTier } }),
  read: readChat,
  usage: chatUsage,
}
