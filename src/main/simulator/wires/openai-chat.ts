import { z } from 'zod'
import { allInputTokens, allOutputTokens, type SimulatedUsage } from '../usage.ts'
import { openaiError } from './openai-errors.ts'
import { Content, eventOf, readAs, schemaIn } from './reading.ts'
import type { SimulatedAnswer, Wire } from './wire.ts'

const Body = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.string(), content: Content })).min(1),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  seed: z.int().nullish(),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ schema: z.record(z.string(), z.unknown()) }).optional() })
    .nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
})

/** OpenAI chat completions. Reasoning that is shown travels as `reasoning_content`, as DeepSeek and others do. */
export const openaiChat: Wire = {
  name: 'openai-chat',
  usageWords: { cacheWrites: false, reasoning: true },
  requestIdHeader: 'x-request-id',
  isMine: (pathname) => pathname === '/v1/chat/completions',
  read(_pathname, body) {
    const read = readAs(Body, body)
    return {
      model: read.model,
      messages: read.messages,
      maxOutputTokens: read.max_completion_tokens ?? read.max_tokens ?? undefined,
      seed: read.seed ?? undefined,
      outputSchema: schemaIn(read.response_format?.json_schema?.schema, read.response_format?.type === 'json_object', read.messages),
      isStreamed: read.stream === true,
      wantsStreamedUsage: read.stream_options?.include_usage === true,
    }
  },
  plain(answer) {
    const message = {
      role: 'assistant',
      content: answer.pieces.join(''),
      ...(answer.reasoningText !== '' && { reasoning_content: answer.reasoningText }),
      refusal: null,
    }
    return {
      ...frame(answer, 'chat.completion'),
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(answer) }],
      ...(answer.tellsUsage && { usage: usageOf(answer.usage) }),
      service_tier: 'default',
    }
  },
  stream(answer, request) {
    const chunk = (delta: object, finish: string | null = null) =>
      eventOf({ ...frame(answer, 'chat.completion.chunk'), choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })
    const usage = eventOf({ ...frame(answer, 'chat.completion.chunk'), choices: [], usage: usageOf(answer.usage) })
    return {
      head: chunk({ role: 'assistant', content: '' }),
      pieces: [
        ...(answer.reasoningText === '' ? [] : [chunk({ reasoning_content: answer.reasoningText })]),
        ...answer.pieces.map((content) => chunk({ content })),
      ],
      tail: `${chunk({}, finishReason(answer))}${answer.tellsUsage && request.wantsStreamedUsage ? usage : ''}data: [DONE]\n\n`,
    }
  },
  error: openaiError,
  errorEvent: () =>
    eventOf({ error: { message: 'The server is overloaded.', type: 'server_error', param: null, code: 'server_is_overloaded' } }),
  errorInAnswer: (answer) => ({
    ...frame(answer, 'chat.completion'),
    choices: [
      {
        index: 0,
        finish_reason: 'error',
        error: { code: 503, message: 'Provider returned error', metadata: { provider_name: 'simulator' } },
      },
    ],
  }),
}

function frame(answer: SimulatedAnswer, object: string) {
  return {
    id: `chatcmpl-${answer.id}`,
    object,
    created: Math.floor(answer.createdAtMs / 1000),
    model: answer.model,
    system_fingerprint: 'simulated',
  }
}

function finishReason(answer: SimulatedAnswer): string {
  return answer.finish === 'content-filter' ? 'content_filter' : answer.finish
}

/** Cached input lies inside the prompt, reasoning inside the completion. */
function usageOf(usage: SimulatedUsage) {
  const input = allInputTokens(usage)
  const output = allOutputTokens(usage)
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: usage.cacheReadInputTokens, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoningOutputTokens, audio_tokens: 0 },
  }
}
