import { anthropicWire } from './anthropic.ts'
import { chatUsageCases, chatWire } from './chat.ts'
import { googleWire } from './google.ts'
import { responsesUsageCases, responsesWire } from './responses.ts'
import type { Wire } from './wire.ts'

export { noTokens, type Wire } from './wire.ts'

const system = { role: 'system', content: 'Answer in one word.' }
const question = { role: 'user', content: 'What is the capital of France?' }
const allParameters = { temperature: 0.5, topP: 0.9, maxOutputTokens: 200, seed: 7, stopSequences: ['END'] }
const chatBody = { temperature: 0.5, top_p: 0.9, max_tokens: 200, seed: 7, stop: ['END'], messages: [system, question] }
const responsesInput = [system, { role: 'user', content: [{ type: 'input_text', text: question.content }] }]

/** Every wire format we speak; the simulator's kind is the compatible one. */
export const wires: readonly Wire[] = [
  responsesWire({
    kind: 'openai',
    wireId: 'gpt-4.1-mini',
    basePath: '/v1',
    parameters: { temperature: 0.5, topP: 0.9, maxOutputTokens: 200 },
    body: { model: 'gpt-4.1-mini', temperature: 0.5, top_p: 0.9, max_output_tokens: 200, store: false, input: responsesInput },
    usageCases: responsesUsageCases,
  }),
  chatWire({
    kind: 'openai-chat',
    wireId: 'gpt-4.1-mini',
    basePath: '/v1',
    parameters: allParameters,
    body: { model: 'gpt-4.1-mini', ...chatBody },
    asksForUsage: true,
  }),
  anthropicWire,
  googleWire,
  chatWire({
    kind: 'mistral',
    wireId: 'mistral-small-latest',
    basePath: '/v1',
    parameters: allParameters,
    body: {
      model: 'mistral-small-latest',
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 200,
      random_seed: 7,
      stop: ['END'],
      messages: [system, { role: 'user', content: [{ type: 'text', text: question.content }] }],
    },
    asksForUsage: false,
    reasoning: 'parts',
    usageCases: [
      {
        title: 'cached reads lie inside the prompt',
        raw: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150, num_cached_tokens: 60 },
        expected: { uncachedInputTokens: 40, cacheReadInputTokens: 60, textOutputTokens: 50 },
      },
    ],
    error: (message) => ({ object: 'error', message, type: 'invalid_request', param: null, code: '1500', raw_status_code: 400 }),
  }),
  responsesWire({
    kind: 'xai',
    wireId: 'grok-4',
    basePath: '/v1',
    parameters: { temperature: 0.5, topP: 0.9, maxOutputTokens: 200, seed: 7 },
    body: { model: 'grok-4', temperature: 0.5, top_p: 0.9, max_output_tokens: 200, seed: 7, input: responsesInput },
    usageCases: [
      ...responsesUsageCases,
      {
        title: 'more cached reads than input were counted beside it',
        raw: {
          input_tokens: 10,
          input_tokens_details: { cached_tokens: 60 },
          output_tokens: 5,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: 75,
        },
        expected: { uncachedInputTokens: 10, cacheReadInputTokens: 60, textOutputTokens: 5 },
      },
    ],
  }),
  chatWire({
    kind: 'deepseek',
    wireId: 'deepseek-chat',
    basePath: '',
    parameters: { temperature: 0.5, topP: 0.9, maxOutputTokens: 200, stopSequences: ['END'] },
    body: { model: 'deepseek-chat', temperature: 0.5, top_p: 0.9, max_tokens: 200, stop: ['END'], messages: [system, question] },
    asksForUsage: true,
    reasoning: 'field',
    usageCases: [
      {
        title: 'cache hits lie inside the prompt, reasoning inside the completion',
        raw: {
          prompt_tokens: 100,
          completion_tokens: 50,
          total_tokens: 150,
          prompt_cache_hit_tokens: 60,
          prompt_cache_miss_tokens: 40,
          completion_tokens_details: { reasoning_tokens: 30 },
        },
        expected: { uncachedInputTokens: 40, cacheReadInputTokens: 60, textOutputTokens: 20, reasoningOutputTokens: 30 },
      },
    ],
  }),
  chatWire({
    kind: 'openai-compatible',
    wireId: 'meta-llama/llama-4:free',
    basePath: '/api/v1',
    parameters: allParameters,
    body: { model: 'meta-llama/llama-4:free', ...chatBody },
    asksForUsage: true,
    reasoning: 'field',
    usageCases: [
      ...chatUsageCases,
      {
        title: 'cache writes lie inside the prompt',
        raw: {
          prompt_tokens: 100,
          completion_tokens: 5,
          total_tokens: 105,
          prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 30 },
        },
        expected: { uncachedInputTokens: 10, cacheReadInputTokens: 60, cacheWrite5mInputTokens: 30, textOutputTokens: 5 },
      },
      {
        title: 'reasoning lies beside the completion where the total says so',
        raw: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 150, completion_tokens_details: { reasoning_tokens: 30 } },
        expected: { uncachedInputTokens: 100, textOutputTokens: 20, reasoningOutputTokens: 30 },
      },
    ],
  }),
]

export function wireOf(kind: string): Wire {
  const found = wires.find((wire) => wire.kind === kind)
  if (found === undefined) throw new Error(`no wire format ${kind}`)
  return found
}
