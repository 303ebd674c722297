import { type AnswerFacts, type JsonRecord, recordOf, recordsOf, textOf } from '#engine/providers/wire'

/** Finish reasons by which Gemini withholds or cuts an answer. Source: ai.google.dev/api/generate-content#FinishReason, 2026-11. */
const blockingReasons = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'LANGUAGE', 'IMAGE_SAFETY'])

/** A generateContent answer, whole or one event of its stream: both have the same shape, and usage is cumulative. */
export function readContent(facts: AnswerFacts, content: JsonRecord): AnswerFacts {
  const finishReason = textOf(recordsOf(content['candidates'])[0]?.['finishReason']) ?? facts.finishReason
  const promptBlock = textOf(recordOf(content['promptFeedback'])?.['blockReason'])
  const rawUsage = recordOf(content['usageMetadata']) ?? facts.rawUsage
  return {
    id: textOf(content['responseId']) ?? facts.id,
    model: textOf(content['modelVersion']) ?? facts.model,
    serviceTier: textOf(rawUsage?.['serviceTier']) ?? facts.serviceTier,
    finishReason,
    rawUsage,
    error: recordOf(content['error']) === undefined ? facts.error : content,
    blockReason: promptBlock ?? (finishReason !== undefined && blockingReasons.has(finishReason) ? finishReason : facts.blockReason),
  }
}
