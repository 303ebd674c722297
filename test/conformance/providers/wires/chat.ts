import { event } from '../scripted-server.ts'
import type { AnswerSpec, UsageCase, Wire } from './wire.ts'

export const chatPrompt = [{ role: 'user', content: 'What is the capital of France?' }]

type ChatWire = Pick<Wire, 'kind' | 'wireId' | 'basePath' | 'parameters' | 'body'> &
  Partial<Pick<Wire, 'usageCases' | 'error'>> & { readonly asksForUsage: boolean; readonly reasoning?: 'field' | 'parts' }

export const chatUsageCases: readonly UsageCase[] = [
  {
    title: 'cached reads lie inside the prompt, reasoning inside the completion',
    raw: {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 30 },
    },
    expected: { uncachedInputTokens: 40, cacheReadInputTokens: 60, textOutputTokens: 20, reasoningOutputTokens: 30 },
  },
  {
    title: 'more cached tokens than the prompt has are clamped to it',
    raw: { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105, prompt_tokens_details: { cached_tokens: 160 } },
    expected: { cacheReadInputTokens: 100, textOutputTokens: 5 },
  },
]

/** Chat completions, as OpenAI, Mistral, DeepSeek and the compatible endpoints answer them. */
export function chatWire(wire: ChatWire): Wire {
  /** Some show reasoning beside the content, some as a part of it, OpenAI not at all. */
  const said = (text: string, reasoning: string | undefined): object => {
    if (reasoning === undefined || wire.reasoning === undefined) return { content: text }
    if (wire.reasoning === 'field') return { content: text, reasoning_content: reasoning }
    return {
      content: [{ type: 'thinking', thinking: [{ type: 'text', text: reasoning }] }, ...(text === '' ? [] : [{ type: 'text', text }])],
    }
  }
  const head = { id: 'chatcmpl-7', created: 1_795_000_000, model: `${wire.wireId}-2026-11-01` }
  const delta = (fields: object, finishReason: string | null = null) =>
    event({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta: fields, finish_reason: finishReason }] })
  return {
    ...wire,
    path: `${wire.basePath}/chat/completions`,
    streamPath: `${wire.basePath}/chat/completions`,
    credential: ['authorization', (key) => `Bearer ${key}`],
    streamBody: { stream: true, ...(wire.asksForUsage && { stream_options: { include_usage: true } }) },
    finishReason: 'stop',
    showsReasoning: wire.reasoning !== undefined,
    responseModel: head.model,
    answer: ({ deltas, reasoning, usage, finishReason = 'stop' }) => ({
      ...head,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', ...said(deltas.join(''), reasoning) },
          finish_reason: finishReason,
        },
      ],
      ...(usage !== undefined && { usage }),
    }),
    events: ({ deltas, reasoning, usage, finishReason = 'stop' }: AnswerSpec) => [
      delta({ role: 'assistant', content: '' }),
      ...(reasoning === undefined ? [] : [delta(said('', reasoning))]),
      ...deltas.map((content) => delta({ content })),
      ...(finishReason === null ? [] : [delta({ content: '' }, finishReason)]),
      ...(usage === undefined ? [] : [event({ ...head, object: 'chat.completion.chunk', choices: [], usage })]),
      ...(finishReason === null ? [] : ['data: [DONE]\n\n']),
    ],
    usageCases: wire.usageCases ?? chatUsageCases,
    error: wire.error ?? ((message) => ({ error: { message, type: 'invalid_request_error', param: null, code: null } })),
    overloadEvent: event({ error: { message: 'The server is overloaded.', type: 'server_error', code: 'server_is_overloaded' } }),
  }
}
