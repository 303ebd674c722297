import type { Usage } from '#contract/usage'
import type { AnswerFacts } from './answer-facts.ts'
import { type JsonRecord, recordOf, textOf } from './json.ts'
import { countOf, disjointUsage } from './usage.ts'

const finalStatuses = new Set(['completed', 'incomplete'])

/** A response, whole or by its events (`response.created`, `response.completed`, …): the shape that OpenAI and xAI share. */
export function readResponses(facts: AnswerFacts, message: JsonRecord): AnswerFacts {
  if (message['type'] === 'error') return { ...facts, error: recordOf(message['error']) === undefined ? { error: message } : message }
  const response = recordOf(message['response']) ?? message
  const status = textOf(response['status'])
  if (status === undefined) return 'error' in message && !('type' in message) ? { ...facts, error: message } : facts
  const isFinal = finalStatuses.has(status)
  const whyIncomplete = textOf(recordOf(response['incomplete_details'])?.['reason'])
  return {
    id: textOf(response['id']) ?? facts.id,
    model: textOf(response['model']) ?? facts.model,
    serviceTier: textOf(response['service_tier']) ?? facts.serviceTier,
    finishReason: isFinal ? (whyIncomplete ?? status) : facts.finishReason,
    rawUsage: recordOf(response['usage']) ?? facts.rawUsage,
    error: status === 'failed' ? { error: response['error'] ?? { message: 'The response failed.' } } : facts.error,
    blockReason: whyIncomplete === 'content_filter' ? whyIncomplete : facts.blockReason,
  }
}

/** Cached reads and writes lie inside input, reasoning inside output. */
export function responsesUsage(raw: JsonRecord): Usage | undefined {
  if (typeof raw['input_tokens'] !== 'number' && typeof raw['output_tokens'] !== 'number') return undefined
  const inputDetails = recordOf(raw['input_tokens_details'])
  return disjointUsage({
    inputTokens: countOf(raw['input_tokens']),
    cacheReadTokens: countOf(inputDetails?.['cached_tokens']),
    cacheWrite5mTokens: countOf(inputDetails?.['cache_write_tokens']),
    outputTokens: countOf(raw['output_tokens']),
    reasoningTokens: countOf(recordOf(raw['output_tokens_details'])?.['reasoning_tokens']),
  })
}
