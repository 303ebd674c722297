import type { WireAdapter } from '#engine/providers/wire'
import { readMessages } from './read-messages.ts'
import { messagesUsage } from './usage.ts'

/** Anthropic's messages. The wire demands a maximum of output tokens: where none is asked for, the SDK sends the model's own. */
export const anthropic: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    return createAnthropic({ baseURL: baseUrl, apiKey, fetch }).messages(wireId)
  },
  saidAt: {
    temperature: ['temperature'],
    topP: ['top_p'],
    maxOutputTokens: ['max_tokens'],
    stopSequences: ['stop_sequences'],
    serviceTier: ['service_tier'],
  },
  /** Models of before `output_config` answer by a tool of the schema's shape. */
  schemaAt: ['output_config.format.schema', 'tools'],
  providerOptions: (serviceTier) => (serviceTier === undefined ? undefined : { anthropic: { serviceTier } }),
  read: readMessages,
  usage: messagesUsage,
}
