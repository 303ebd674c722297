import { type AnswerFacts, type JsonRecord, recordOf, textOf } from '#engine/providers/wire'

/** A message, whole or by its events. Usage begins in `message_start` and is overwritten, figure by figure, by each `message_delta`. */
export function readMessages(facts: AnswerFacts, event: JsonRecord): AnswerFacts {
  if (event['type'] === 'error') return { ...facts, error: event }
  const message = event['type'] === 'message' ? event : recordOf(event['message'])
  const delta = event['type'] === 'message_delta' ? recordOf(event['delta']) : undefined
  if (message === undefined && delta === undefined) return facts
  const usage = recordOf(message?.['usage'] ?? event['usage'])
  const rawUsage = usage === undefined ? facts.rawUsage : { ...facts.rawUsage, ...withoutNulls(usage) }
  const finishReason = textOf((delta ?? message)?.['stop_reason']) ?? facts.finishReason
  return {
    id: textOf(message?.['id']) ?? facts.id,
    model: textOf(message?.['model']) ?? facts.model,
    serviceTier: textOf(rawUsage?.['service_tier']) ?? facts.serviceTier,
    finishReason,
    rawUsage,
    error: facts.error,
    blockReason: finishReason === 'refusal' ? finishReason : facts.blockReason,
  }
}

function withoutNulls(usage: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null))
}
