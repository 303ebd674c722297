import type { NanoUsd } from '#contract/units'
import type { Answered } from '#engine/ports'
import type { Exchange } from '#engine/providers/transport'
import type { AnswerFacts, WireAdapter } from '#engine/providers/wire'
import { callFacts } from './call-facts.ts'

export interface Answer {
  readonly facts: AnswerFacts
  readonly text: string
  readonly reasoningText: string
  readonly finishReason: string
  readonly timeToFirstChunkMs?: number | undefined
}

export function answered(exchange: Exchange, adapter: WireAdapter, answer: Answer): Answered {
  const { rawUsage, model, costUsd } = answer.facts
  return {
    ...callFacts(exchange, answer.facts),
    kind: 'ANSWERED',
    text: answer.text,
    reasoningText: answer.reasoningText,
    usage: rawUsage && adapter.usage(rawUsage),
    rawUsage: rawUsage && JSON.stringify(rawUsage),
    finishReason: answer.finishReason,
    responseModel: model,
    reportedCostNanoUsd: costUsd === undefined ? undefined : nanoUsd(costUsd),
    timeToFirstChunkMs: answer.timeToFirstChunkMs,
  }
}

/** Rounds the decimal the provider wrote, not a product of floats. undefined for what is no amount. */
function nanoUsd(usd: number): NanoUsd | undefined {
  const nano = Number(usd.toFixed(9).replace('.', ''))
  return Number.isSafeInteger(nano) && nano >= 0 ? (nano as NanoUsd) : undefined
}
