import { chatUsage, readChat, type WireAdapter } from '#engine/providers/wire'

/** Mistral's chat completions. */
export const mistral: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createMistral } = await import('@ai-sdk/mistral')
    return createMistral({ baseURL: baseUrl, apiKey, fetch }).chat(wireId)
  },
  saidAt: {
    temperature: ['temperature'],
    topP: ['top_p'],
    maxOutputTokens: ['max_tokens'],
    seed: ['random_seed'],
    stopSequences: ['stop'],
  },
  schemaAt: ['response_format.json_schema.schema'],
  read: readChat,
  usage: chatUsage,
}
