import { z } from 'zod'
import type { ErrorReason } from '../profile.ts'
import { allOutputTokens } from '../usage.ts'
import { Content, eventOf, readAs, schemaIn } from './reading.ts'
import type { SimulatedAnswer, Wire } from './wire.ts'

const Body = z.looseObject({
  model: z.string().min(1),
  system: Content,
  messages: z.array(z.looseObject({ role: z.string(), content: Content })).min(1),
  max_tokens: z.int().min(1),
  output_config: z
    .looseObject({ format: z.looseObject({ type: z.string(), schema: z.record(z.string(), z.unknown()).optional() }).nullish() })
    .nullish(),
  stream: z.boolean().nullish(),
})

type Row = readonly [status: number, type: string, message: string]

/** Source: Anthropic's API errors page, November 2026. */
const rows: Readonly<Record<ErrorReason, Row>> = {
  'rate-limit': [429, 'rate_limit_error', 'This request would exceed your rate limit.'],
  'slow-down': [429, 'rate_limit_error', 'Your usage rose too fast (acceleration limit). Please ramp up gradually.'],
  'daily-quota': [429, 'rate_limit_error', 'This request would exceed your daily rate limit of requests per day.'],
  'insufficient-quota': [429, 'enforced_spend_limit_reached', 'You have reached your spend limit.'],
  'credit-exhausted': [402, 'billing_error', 'Your credit balance is too low to access the API.'],
  'spend-limit': [429, 'enforced_spend_limit_reached', 'Your organization has reached its enforced spend limit.'],
  'payment-required': [402, 'billing_error', 'There is an issue with your billing or payment information.'],
  'invalid-key': [401, 'authentication_error', 'invalid x-api-key'],
  forbidden: [403, 'permission_error', 'Your API key does not have permission to use the specified resource.'],
  'model-not-found': [404, 'not_found_error', 'model not found'],
  'context-length': [400, 'invalid_request_error', 'prompt is too long: 250000 tokens > 200000 maximum'],
  'bad-request': [400, 'invalid_request_error', 'A parameter has an invalid value.'],
  'too-large': [413, 'request_too_large', 'Request exceeds the maximum allowed number of bytes.'],
  unprocessable: [422, 'invalid_request_error', 'The request could not be processed.'],
  'request-timeout': [408, 'timeout_error', 'The request timed out.'],
  conflict: [409, 'invalid_request_error', 'The request conflicted with another one.'],
  'server-error': [500, 'api_error', 'Internal server error'],
  overloaded: [529, 'overloaded_error', 'Overloaded'],
  'overloaded-529': [529, 'overloaded_error', 'Overloaded'],
  'gateway-timeout': [504, 'timeout_error', 'The request timed out while processing.'],
}

/** Anthropic messages: cache reads and writes lie outside `input_tokens`, reasoning untold inside `output_tokens`. */
export const anthropic: Wire = {
  name: 'anthropic',
  usageWords: { cacheWrites: true, reasoning: false },
  requestIdHeader: 'request-id',
  isMine: (pathname) => pathname === '/anthropic/v1/messages',
  read(_pathname, body) {
    const read = readAs(Body, body)
    return {
      model: read.model,
      messages: read.system === '' ? read.messages : [{ role: 'system', content: read.system }, ...read.messages],
      maxOutputTokens: read.max_tokens,
      seed: undefined,
      outputSchema: schemaIn(read.output_config?.format?.schema),
      isStreamed: read.stream === true,
      wantsStreamedUsage: true,
    }
  },
  plain: (answer) => message(answer, contentOf(answer), stopReason(answer)),
  stream(answer) {
    const event = (type: string, data: object) => eventOf({ type, ...data }, type)
    const usage = usageOf(answer)
    const textIndex = answer.reasoningText === '' ? 0 : 1
    const thinking = { type: 'thinking', thinking: '', signature: '' }
    const reasoning = [
      event('content_block_start', { index: 0, content_block: thinking }) +
        event('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking: answer.reasoningText } }),
      event('content_block_delta', { index: 0, delta: { type: 'signature_delta', signature } }) + event('content_block_stop', { index: 0 }),
    ]
    const opening = event('content_block_start', { index: textIndex, content_block: { type: 'text', text: '' } })
    const deltas = answer.pieces.map((text, index) => {
      const said = event('content_block_delta', { index: textIndex, delta: { type: 'text_delta', text } })
      return index === 0 ? opening + said : said
    })
    const ending = answer.pieces.length === 0 ? '' : event('content_block_stop', { index: textIndex })
    const delta = { stop_reason: stopReason(answer), stop_sequence: null }
    const started = message(answer, [], null, answer.tellsUsage ? { ...usage, output_tokens: 1 } : undefined)
    return {
      head: event('message_start', { message: started }) + event('ping', {}),
      pieces: [...(answer.reasoningText === '' ? [] : reasoning), ...deltas],
      tail: `${ending}${event('message_delta', { delta, ...(answer.tellsUsage && { usage: { output_tokens: usage.output_tokens } }) })}${event('message_stop', {})}`,
    }
  },
  error(reason, about) {
    const [status, type, text] = rows[reason]
    return {
      status,
      body: (details) => ({
        type: 'error',
        error: { type, message: `${text} (${about})`, ...(details.length > 0 && { details }) },
        request_id: 'req_simulated',
      }),
    }
  },
  errorEvent: () =>
    eventOf({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_simulated' }, 'error'),
  errorInAnswer: () => ({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_simulated' }),
}

const signature = Buffer.from('simulated').toString('base64')

function contentOf(answer: SimulatedAnswer): object[] {
  const text = { type: 'text', text: answer.pieces.join('') }
  return answer.reasoningText === '' ? [text] : [{ type: 'thinking', thinking: answer.reasoningText, signature }, text]
}

function stopReason(answer: SimulatedAnswer): string {
  if (answer.finish === 'content-filter') return 'refusal'
  return answer.finish === 'stop' ? 'end_turn' : 'max_tokens'
}

function usageOf(answer: SimulatedAnswer) {
  const { usage } = answer
  return {
    input_tokens: usage.uncachedInputTokens,
    cache_creation_input_tokens: usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens,
    cache_read_input_tokens: usage.cacheReadInputTokens,
    cache_creation: { ephemeral_5m_input_tokens: usage.cacheWrite5mInputTokens, ephemeral_1h_input_tokens: usage.cacheWrite1hInputTokens },
    output_tokens: allOutputTokens(usage),
    service_tier: 'standard',
  }
}

function message(answer: SimulatedAnswer, content: readonly object[], stop: string | null, usage: object | undefined = usageOf(answer)) {
  return {
    id: `msg_${answer.id}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content,
    stop_reason: stop,
    stop_sequence: null,
    ...(answer.tellsUsage && { usage }),
  }
}
