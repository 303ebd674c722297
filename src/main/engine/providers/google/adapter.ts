import type { Endpoint, WireAdapter } from '#engine/providers/wire'
import { readContent } from './read-content.ts'
import { contentUsage } from './usage.ts'

/** Gemini's generateContent. */
export const google: WireAdapter = {
  async open({ baseUrl, apiKey, wireId, fetch }) {
    const { createGoogle } = await import('@ai-sdk/google')
    return createGoogle({ baseURL: baseUrl, apiKey, fetch: withoutContinuation(fetch) })(wireId)
  },
  saidAt: {
    temperature: ['generationConfig.temperature'],
    topP: ['generationConfig.topP'],
    maxOutputTokens: ['generationConfig.maxOutputTokens'],
    seed: ['generationConfig.seed'],
    stopSequences: ['generationConfig.stopSequences'],
    serviceTier: ['serviceTier'],
  },
  schemaAt: ['generationConfig.responseJsonSchema'],
  providerOptions: (serviceTier) => (serviceTier === undefined ? undefined : { google: { serviceTier } }),
  read: readContent,
  usage: contentUsage,
}

/**
 * The SDK goes on with a long answer by requests of its own (`finishReason: CONTINUATION`). One call is one request: a second one is answered
 * here with nothing, and the answer ends with the provider's word CONTINUATION.
 */
function withoutContinuation(fetch: Endpoint['fetch']): Endpoint['fetch'] {
  return (input, init) => {
    const isContinuation = typeof init?.body === 'string' && init.body.includes('"continuationToken":')
    return isContinuation ? Promise.resolve(new Response('{"candidates":[{"finishReason":"CONTINUATION"}]}')) : fetch(input, init)
  }
}
