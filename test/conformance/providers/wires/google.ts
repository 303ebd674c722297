import { event } from '../scripted-server.ts'
import type { AnswerSpec, Wire } from './wire.ts'

const wireId = 'gemini-2.5-flash'

function content(parts: readonly object[], spec: Pick<AnswerSpec, 'usage' | 'finishReason'>): object {
  return {
    candidates: [
      { content: { parts, role: 'model' }, index: 0, ...(typeof spec.finishReason === 'string' && { finishReason: spec.finishReason }) },
    ],
    ...(spec.usage !== undefined && { usageMetadata: spec.usage }),
    modelVersion: wireId,
    responseId: 'r-7',
  }
}

export const googleWire: Wire = {
  kind: 'google',
  wireId,
  basePath: '/v1beta',
  path: `/v1beta/models/${wireId}:generateContent`,
  streamPath: `/v1beta/models/${wireId}:streamGenerateContent?alt=sse`,
  credential: ['x-goog-api-key', (key) => key],
  parameters: { temperature: 0.5, topP: 0.9, maxOutputTokens: 200, seed: 7, stopSequences: ['END'] },
  body: {
    generationConfig: { temperature: 0.5, topP: 0.9, maxOutputTokens: 200, seed: 7, stopSequences: ['END'] },
    systemInstruction: { parts: [{ text: 'Answer in one word.' }] },
    contents: [{ role: 'user', parts: [{ text: 'What is the capital of France?' }] }],
  },
  streamBody: {},
  finishReason: 'STOP',
  showsReasoning: true,
  responseModel: wireId,
  answer: ({ deltas, reasoning, usage, finishReason = 'STOP' }) =>
    content([...(reasoning === undefined ? [] : [{ text: reasoning, thought: true }]), { text: deltas.join('') }], {
      finishReason,
      ...(usage !== undefined && { usage }),
    }),
  events: ({ deltas, reasoning, usage, finishReason = 'STOP' }) => [
    ...(reasoning === undefined ? [] : [event(content([{ text: reasoning, thought: true }], {}))]),
    ...deltas.map((text) => event(content([{ text }], {}))),
    ...(finishReason === null ? [] : [event(content([], { finishReason, ...(usage !== undefined && { usage }) }))]),
  ],
  usageCases: [
    {
      title: 'cached content lies inside the prompt, thoughts lie beside the candidates',
      raw: { promptTokenCount: 100, candidatesTokenCount: 20, totalTokenCount: 150, cachedContentTokenCount: 60, thoughtsTokenCount: 30 },
      expected: { uncachedInputTokens: 40, cacheReadInputTokens: 60, textOutputTokens: 20, reasoningOutputTokens: 30 },
    },
    {
      title: 'an answer of thoughts alone has no candidates count',
      raw: { promptTokenCount: 10, totalTokenCount: 40, thoughtsTokenCount: 30 },
      expected: { uncachedInputTokens: 10, reasoningOutputTokens: 30 },
    },
  ],
  error: (message) => ({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } }),
  overloadEvent: event({ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }),
}
