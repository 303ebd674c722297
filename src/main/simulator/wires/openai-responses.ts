import { z } from 'zod'
import { allInputTokens, allOutputTokens } from '../usage.ts'
import { openaiError } from './openai-errors.ts'
import { Content, eventOf, readAs, schemaIn } from './reading.ts'
import type { SimulatedAnswer, Wire } from './wire.ts'

const Body = z.looseObject({
  model: z.string().min(1),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(z.looseObject({ role: z.string().optional(), content: Content }))]),
  max_output_tokens: z.int().min(1).nullish(),
  text: z
    .looseObject({ format: z.looseObject({ type: z.string(), schema: z.record(z.string(), z.unknown()).optional() }).nullish() })
    .nullish(),
  stream: z.boolean().nullish(),
})

/** OpenAI responses. It has no seed; a stream always ends with usage. */
export const openaiResponses: Wire = {
  name: 'openai-responses',
  usageWords: { cacheWrites: false, reasoning: true },
  requestIdHeader: 'x-request-id',
  isMine: (pathname) => pathname === '/v1/responses',
  read(_pathname, body) {
    const read = readAs(Body, body)
    const said =
      typeof read.input === 'string'
        ? [{ role: 'user', content: read.input }]
        : read.input.map((item) => ({ role: item.role ?? 'user', content: item.content }))
    return {
      model: read.model,
      messages: read.instructions ? [{ role: 'system', content: read.instructions }, ...said] : said,
      maxOutputTokens: read.max_output_tokens ?? undefined,
      seed: undefined,
      outputSchema: schemaIn(read.text?.format?.schema, read.text?.format?.type === 'json_object', said),
      isStreamed: read.stream === true,
      wantsStreamedUsage: true,
    }
  },
  plain: (answer) => response(answer, itemsOf(answer)),
  stream(answer) {
    let sequence = 0
    const event = (type: string, data: object) => eventOf({ type, sequence_number: sequence++, ...data }, type)
    const text = answer.pieces.join('')
    const items = itemsOf(answer)
    const message = { item_id: `msg_${answer.id}`, output_index: items.length - 1, content_index: 0 }
    const part = (said: string) => ({ type: 'output_text', text: said, annotations: [], logprobs: [] })
    const head = event('response.created', {
      response: { ...response(answer, []), status: 'in_progress', usage: null, incomplete_details: null },
    })
    const reasoning = items.length > 1 ? [reasoningEvents(answer, event)] : []
    const opening =
      event('response.output_item.added', {
        output_index: items.length - 1,
        item: { type: 'message', id: message.item_id, status: 'in_progress', role: 'assistant', content: [] },
      }) + event('response.content_part.added', { ...message, part: part('') })
    const deltas = answer.pieces.map((delta, index) => {
      const said = event('response.output_text.delta', { ...message, delta, logprobs: [] })
      return index === 0 ? opening + said : said
    })
    const tail =
      event('response.output_text.done', { ...message, text, logprobs: [] }) +
      event('response.content_part.done', { ...message, part: part(text) }) +
      event('response.output_item.done', { output_index: items.length - 1, item: items.at(-1) }) +
      event(answer.finish === 'stop' ? 'response.completed' : 'response.incomplete', { response: response(answer, items) })
    return { head, pieces: [...reasoning, ...deltas], tail }
  },
  error: openaiError,
  errorEvent: () =>
    eventOf(
      { type: 'error', sequence_number: 1, code: 'server_is_overloaded', message: 'The server is overloaded.', param: null },
      'error',
    ),
  errorInAnswer: (answer) => ({
    ...response(answer, []),
    status: 'failed',
    error: { code: 'server_error', message: 'The server had an error while processing your request.' },
  }),
}

function reasoningEvents(answer: SimulatedAnswer, event: (type: string, data: object) => string): string {
  const place = { item_id: `rs_${answer.id}`, output_index: 0, summary_index: 0 }
  const summary = { type: 'summary_text', text: answer.reasoningText }
  return (
    event('response.output_item.added', { output_index: 0, item: { type: 'reasoning', id: place.item_id, summary: [] } }) +
    event('response.reasoning_summary_part.added', { ...place, part: { type: 'summary_text', text: '' } }) +
    event('response.reasoning_summary_text.delta', { ...place, delta: answer.reasoningText }) +
    event('response.reasoning_summary_text.done', { ...place, text: answer.reasoningText }) +
    event('response.reasoning_summary_part.done', { ...place, part: summary }) +
    event('response.output_item.done', { output_index: 0, item: { type: 'reasoning', id: place.item_id, summary: [summary] } })
  )
}

function itemsOf(answer: SimulatedAnswer): object[] {
  const reasoning = { type: 'reasoning', id: `rs_${answer.id}`, summary: [{ type: 'summary_text', text: answer.reasoningText }] }
  const content = [{ type: 'output_text', text: answer.pieces.join(''), annotations: [], logprobs: [] }]
  const message = { type: 'message', id: `msg_${answer.id}`, status: 'completed', role: 'assistant', content }
  return answer.reasoningText === '' ? [message] : [reasoning, message]
}

function response(answer: SimulatedAnswer, output: readonly object[]) {
  const { usage } = answer
  const reason = answer.finish === 'length' ? 'max_output_tokens' : 'content_filter'
  return {
    id: `resp_${answer.id}`,
    object: 'response',
    created_at: Math.floor(answer.createdAtMs / 1000),
    status: answer.finish === 'stop' ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: answer.finish === 'stop' ? null : { reason },
    model: answer.model,
    output,
    metadata: { simulated: 'true' },
    service_tier: 'default',
    ...(answer.tellsUsage && {
      usage: {
        input_tokens: allInputTokens(usage),
        input_tokens_details: { cached_tokens: usage.cacheReadInputTokens },
        output_tokens: allOutputTokens(usage),
        output_tokens_details: { reasoning_tokens: usage.reasoningOutputTokens },
        total_tokens: allInputTokens(usage) + allOutputTokens(usage),
      },
    }),
  }
}
