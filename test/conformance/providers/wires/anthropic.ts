import { event } from '../scripted-server.ts'
import type { AnswerSpec, Wire } from './wire.ts'

const wireId = 'claude-haiku-4-5'
const model = 'claude-haiku-4-5-20251001'
const say = (type: string, fields: object) => event({ type, ...fields }, type)

/** The figures that `message_delta` counts up; the input's stand in `message_start` alone. */
function outputOf(usage: object = {}): object {
  return {
    output_tokens: 0,
    ...Object.fromEntries(Object.entries(usage).filter(([name]) => name.startsWith('output'))),
    cache_read_input_tokens: null,
  }
}

/** Usage begins in `message_start`; output is counted up by `message_delta`. */
function events({ deltas, reasoning, usage, finishReason = 'end_turn' }: AnswerSpec): readonly string[] {
  const head = { id: 'msg_7', type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null }
  const block = (index: number, kind: object, parts: readonly object[]) => [
    say('content_block_start', { index, content_block: kind }),
    ...parts.map((delta) => say('content_block_delta', { index, delta })),
    ...(finishReason === null ? [] : [say('content_block_stop', { index })]),
  ]
  return [
    say('message_start', {
      message: { ...head, usage: { input_tokens: 0, output_tokens: 1, ...usage, ...(usage !== undefined && { output_tokens: 1 }) } },
    }),
    say('ping', {}),
    ...(reasoning === undefined
      ? []
      : block(0, { type: 'thinking', thinking: '', signature: '' }, [{ type: 'thinking_delta', thinking: reasoning }])),
    ...block(
      1,
      { type: 'text', text: '' },
      deltas.map((text) => ({ type: 'text_delta', text })),
    ),
    ...(finishReason === null
      ? []
      : [
          say('message_delta', { delta: { stop_reason: finishReason, stop_sequence: null }, usage: outputOf(usage) }),
          say('message_stop', {}),
        ]),
  ]
}

export const anthropicWire: Wire = {
  kind: 'anthropic',
  wireId,
  basePath: '/v1',
  path: '/v1/messages',
  streamPath: '/v1/messages',
  credential: ['x-api-key', (key) => key],
  parameters: { temperature: 0.5, maxOutputTokens: 200, stopSequences: ['END'] },
  body: {
    model: wireId,
    temperature: 0.5,
    max_tokens: 200,
    stop_sequences: ['END'],
    system: [{ type: 'text', text: 'Answer in one word.' }],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'What is the capital of France?' }] }],
  },
  streamBody: { stream: true },
  finishReason: 'end_turn',
  showsReasoning: true,
  responseModel: model,
  answer: ({ deltas, reasoning, usage, finishReason = 'end_turn' }) => ({
    id: 'msg_7',
    type: 'message',
    role: 'assistant',
    model,
    content: [
      ...(reasoning === undefined ? [] : [{ type: 'thinking', thinking: reasoning, signature: 'sig' }]),
      { type: 'text', text: deltas.join('') },
    ],
    stop_reason: finishReason,
    stop_sequence: null,
    usage: usage ?? { input_tokens: 0, output_tokens: 0 },
  }),
  events,
  usageCases: [
    {
      title: 'cached reads and writes lie beside the input, writes by lifetime, thinking inside the output',
      raw: {
        input_tokens: 10,
        output_tokens: 50,
        cache_read_input_tokens: 60,
        cache_creation_input_tokens: 30,
        cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
        output_tokens_details: { thinking_tokens: 15 },
        service_tier: 'standard',
      },
      expected: {
        uncachedInputTokens: 10,
        cacheReadInputTokens: 60,
        cacheWrite5mInputTokens: 20,
        cacheWrite1hInputTokens: 10,
        textOutputTokens: 35,
        reasoningOutputTokens: 15,
      },
    },
    {
      title: 'writes whose lifetime is not said are of five minutes',
      raw: { input_tokens: 10, output_tokens: 5, cache_creation_input_tokens: 30, cache_read_input_tokens: 0 },
      expected: { uncachedInputTokens: 10, cacheWrite5mInputTokens: 30, textOutputTokens: 5 },
    },
  ],
  error: (message) => ({ type: 'error', error: { type: 'invalid_request_error', message }, request_id: 'req_7' }),
  overloadEvent: say('error', { error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_7' }),
}
