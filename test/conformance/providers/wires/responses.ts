import { event } from '../scripted-server.ts'
import type { AnswerSpec, UsageCase, Wire } from './wire.ts'

type ResponsesWire = Pick<Wire, 'kind' | 'wireId' | 'basePath' | 'parameters' | 'body' | 'usageCases'>

const zeroUsage = {
  input_tokens: 0,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 0,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 0,
}

export const responsesUsageCases: readonly UsageCase[] = [
  {
    title: 'cached reads lie inside the input, reasoning inside the output',
    raw: {
      ...zeroUsage,
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 60 },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 30 },
      total_tokens: 150,
    },
    expected: { uncachedInputTokens: 40, cacheReadInputTokens: 60, textOutputTokens: 20, reasoningOutputTokens: 30 },
  },
]

/** The Responses API, as OpenAI and xAI answer it. */
export function responsesWire(wire: ResponsesWire): Wire {
  const head = { id: 'resp_7', object: 'response', created_at: 1_795_000_000, model: `${wire.wireId}-2026-11-01`, service_tier: 'default' }
  const message = (content: readonly object[], status: string) => ({ id: 'msg_7', type: 'message', role: 'assistant', status, content })
  const reasoningItem = (text: string) => ({
    id: 'rs_7',
    type: 'reasoning',
    summary: [{ type: 'summary_text', text }],
    status: 'completed',
  })
  const outputText = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] })
  const whole = ({ deltas, reasoning, usage, finishReason = 'completed' }: AnswerSpec) => ({
    ...head,
    status: finishReason === 'completed' ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: finishReason === 'completed' ? null : { reason: finishReason },
    output: [...(reasoning === undefined ? [] : [reasoningItem(reasoning)]), message([outputText(deltas.join(''))], 'completed')],
    ...(usage !== undefined && { usage }),
  })
  return {
    ...wire,
    path: `${wire.basePath}/responses`,
    streamPath: `${wire.basePath}/responses`,
    credential: ['authorization', (key) => `Bearer ${key}`],
    streamBody: { stream: true },
    finishReason: 'completed',
    showsReasoning: true,
    responseModel: head.model,
    answer: whole,
    events: (spec) => {
      const { deltas, reasoning, finishReason = 'completed' } = spec
      let sequence = 0
      const say = (type: string, fields: object) => event({ type, sequence_number: sequence++, ...fields }, type)
      return [
        say('response.created', { response: { ...head, status: 'in_progress', output: [] } }),
        say('response.in_progress', { response: { ...head, status: 'in_progress', output: [] } }),
        ...(reasoning === undefined
          ? []
          : [
              say('response.output_item.added', {
                output_index: 0,
                item: { id: 'rs_7', type: 'reasoning', summary: [], status: 'in_progress' },
              }),
              say('response.reasoning_summary_part.added', {
                item_id: 'rs_7',
                output_index: 0,
                summary_index: 0,
                part: { type: 'summary_text', text: '' },
              }),
              say('response.reasoning_summary_text.delta', { item_id: 'rs_7', output_index: 0, summary_index: 0, delta: reasoning }),
              say('response.output_item.done', { output_index: 0, item: reasoningItem(reasoning) }),
            ]),
        say('response.output_item.added', { output_index: 1, item: message([], 'in_progress') }),
        ...deltas.map((delta) =>
          say('response.output_text.delta', { item_id: 'msg_7', output_index: 1, content_index: 0, delta, logprobs: [] }),
        ),
        ...(finishReason === null
          ? []
          : [
              say('response.output_item.done', { output_index: 1, item: message([outputText(deltas.join(''))], 'completed') }),
              say(finishReason === 'completed' ? 'response.completed' : 'response.incomplete', { response: whole(spec) }),
            ]),
      ]
    },
    error: (message) => ({ error: { message, type: 'invalid_request_error', param: null, code: null } }),
    overloadEvent: event(
      { type: 'error', sequence_number: 3, code: 'server_is_overloaded', message: 'The server is overloaded.', param: null },
      'error',
    ),
  }
}
