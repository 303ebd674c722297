import type { Usage } from '#contract/usage'
import type { AnswerFacts } from './answer-facts.ts'
import { type JsonRecord, recordOf, recordsOf, textOf } from './json.ts'
import { countOf, disjointUsage } from './usage.ts'

/** Chat completions, whole or by chunks: the shape that OpenAI, Mistral, xAI, DeepSeek and the compatible endpoints share. */
export function readChat(facts: AnswerFacts, message: JsonRecord): AnswerFacts {
  const [choice] = recordsOf(message['choices'])
  const finishReason = textOf(choice?.['finish_reason']) ?? facts.finishReason
  const rawUsage = recordOf(message['usage']) ?? recordOf(recordOf(message['x_groq'])?.['usage']) ?? facts.rawUsage
  const cost = rawUsage?.['cost']
  return {
    id: textOf(message['id']) ?? facts.id,
    model: textOf(message['model']) ?? facts.model,
    serviceTier: textOf(message['service_tier']) ?? facts.serviceTier,
    finishReason,
    rawUsage,
    costUsd: typeof cost === 'number' ? cost : facts.costUsd,
    text: textOf(recordOf(choice?.['message'])?.['content']),
    error: errorIn(message) ?? errorIn(choice) ?? facts.error ?? errorOf(finishReason),
    blockReason: finishReason === 'content_filter' ? finishReason : facts.blockReason,
  }
}

/**
 * Cached reads and reasoning lie inside prompt and completion. Some endpoints count reasoning beside the completion: their total says so.
 * Cache writes, where they are billed, lie inside the prompt. Source: the providers' references and OpenRouter's usage accounting, 2026-11.
 */
export function chatUsage(raw: JsonRecord): Usage | undefined {
  if (typeof raw['prompt_tokens'] !== 'number' && typeof raw['completion_tokens'] !== 'number') return undefined
  const promptDetails = recordOf(raw['prompt_tokens_details'])
  const inputTokens = countOf(raw['prompt_tokens'])
  const completionTokens = countOf(raw['completion_tokens'])
  const reasoningTokens = countOf(recordOf(raw['completion_tokens_details'])?.['reasoning_tokens'])
  const isReasoningBeside = countOf(raw['total_tokens']) === inputTokens + completionTokens + reasoningTokens
  return disjointUsage({
    inputTokens,
    cacheReadTokens: countOf(
      promptDetails?.['cached_tokens'] ?? raw['prompt_cache_hit_tokens'] ?? raw['num_cached_tokens'] ?? raw['cached_tokens'],
    ),
    cacheWrite5mTokens: countOf(promptDetails?.['cache_write_tokens']),
    outputTokens: completionTokens + (isReasoningBeside ? reasoningTokens : 0),
    reasoningTokens,
  })
}

/** Finish reasons that stand for an error: the answer is not the model's whole word. */
function errorOf(finishReason: string | undefined): JsonRecord | undefined {
  if (finishReason === 'insufficient_system_resource')
    return { error: { code: 'overloaded', message: 'The provider ran out of resources while it answered.' } }
  return finishReason === 'error' ? { error: { message: 'The provider ended the answer with an error.' } } : undefined
}

function errorIn(holder: JsonRecord | undefined): JsonRecord | undefined {
  const error = holder?.['error']
  if (holder?.['object'] === 'error') return holder
  return recordOf(error) !== undefined || textOf(error) !== undefined ? { error } : undefined
}
