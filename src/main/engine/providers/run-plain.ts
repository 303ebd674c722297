import type { CallOutcome } from '#engine/ports'
import type { Exchange } from '#engine/providers/transport'
import {
  type Generated,
  type LanguageModel,
  type ModelContent,
  type ModelOptions,
  parseJson,
  recordOf,
  type WireAdapter,
} from '#engine/providers/wire'
import { answered } from './answered.ts'
import { type FailureReader, noProgress, type Progress } from './call-failed.ts'

/** One call whose answer comes whole. */
export async function runPlain(
  model: LanguageModel,
  options: ModelOptions,
  exchange: Exchange,
  adapter: WireAdapter,
  failures: FailureReader,
): Promise<CallOutcome> {
  let generated: Generated
  try {
    generated = await model.doGenerate(options)
  } catch (error) {
    return failed(error, exchange, adapter, failures)
  }
  const body = recordOf(generated.response?.body) ?? recordOf(parseJson(exchange.body.text()))
  const facts = body === undefined ? {} : adapter.read({}, body)
  const text = joined(generated.content, 'text')
  const reasoningText = joined(generated.content, 'reasoning')
  const verdict = verdictOn({ facts, text, reasoningText }, exchange, adapter, failures)
  if (verdict !== undefined) return verdict
  if (facts.finishReason === undefined && text === '')
    return failures.unreadable(exchange, 'The answer holds no text and no reason why it finished.', adapter, { ...noProgress, facts })
  return answered(exchange, adapter, {
    facts,
    text,
    reasoningText,
    finishReason: facts.finishReason ?? generated.finishReason.raw ?? generated.finishReason.unified,
    timeToFirstChunkMs: exchange.durationMs(),
  })
}

function failed(error: unknown, exchange: Exchange, adapter: WireAdapter, failures: FailureReader): CallOutcome {
  if (exchange.end !== undefined) return failures.ended(exchange, exchange.end, adapter, noProgress)
  const why = error instanceof Error ? error.message : String(error)
  if (!exchange.isSent) return failures.unsayable(exchange, why, adapter)
  const body = recordOf(parseJson(exchange.body.text()))
  const facts = body === undefined ? {} : adapter.read({}, body)
  const verdict = verdictOn({ facts, text: facts.text ?? '', reasoningText: '' }, exchange, adapter, failures)
  if (verdict !== undefined) return verdict
  const { text, finishReason } = facts
  if (text === undefined || finishReason === undefined) return failures.unreadable(exchange, why, adapter, { ...noProgress, facts })
  return answered(exchange, adapter, { facts, text, reasoningText: '', finishReason, timeToFirstChunkMs: exchange.durationMs() })
}

function verdictOn(progress: Progress, exchange: Exchange, adapter: WireAdapter, failures: FailureReader): CallOutcome | undefined {
  const { facts } = progress
  if (facts.error !== undefined) return failures.errorInside(exchange, facts.error, adapter, progress)
  if (facts.blockReason !== undefined) return failures.blocked(exchange, facts.blockReason, adapter, progress)
  return undefined
}

function joined(content: readonly ModelContent[], type: 'text' | 'reasoning'): string {
  let text = ''
  for (const part of content) if (part.type === type) text += part.text ?? ''
  return text
}
