import { chatUsage, readChat, type WireAdapter } from '#engine/providers/wire'

/** DeepSeek's chat completions. */
export const deepseek: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createDeepSeek } = await import('@ai-sdk/deepseek')
    return createDeepSeek({ baseURL: baseUrl, apiKey, fetch }).chat(wireId)
  },
  saidAt: {
    temperature: ['temperature'],
    topP: ['top_p'],
    maxOutputTokens: ['max_tokens'],
    stopSequences: ['stop'],
  },
  read: readChat,
  usage: chatUsage,
}
