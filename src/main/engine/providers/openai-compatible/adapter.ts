import { chatUsage, readChat, type WireAdapter } from '#engine/providers/wire'

const name = 'compatible'

/** OpenRouter, Together, vLLM, Ollama, LM Studio: chat completions as OpenAI first defined them. Not all of them take a schema, and some that do not say nothing. */
export const openaiCompatible: WireAdapter = compatible(false)

/** The app's own simulator: the same, and schemas. */
export const simulator: WireAdapter = { ...compatible(true), schemaAt: ['response_format.json_schema.schema'] }

function compatible(supportsStructuredOutputs: boolean): WireAdapter {
  return {
    async open({ baseUrl, apiKey, wireId, fetch }) {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      return createOpenAICompatible({ name, baseURL: baseUrl, apiKey, fetch, includeUsage: true, supportsStructuredOutputs }).chatModel(
        wireId,
      )
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
}
