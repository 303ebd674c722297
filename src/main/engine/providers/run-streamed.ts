import type { CallOutcome } from '#engine/ports'
import type { Exchange } from '#engine/providers/transport'
import {
  type AnswerFacts,
  type LanguageModel,
  type ModelOptions,
  parseJson,
  recordOf,
  type StreamPart,
  type WireAdapter,
} from '#engine/providers/wire'
import { answered } from './answered.ts'
import type { FailureReader, Progress } from './call-failed.ts'

/** One call whose answer comes as a stream. An answer that says why it finished is whole, even when the stream was cut before its usage. */
export async function runStreamed(
  model: LanguageModel,
  options: ModelOptions,
  exchange: Exchange,
  adapter: WireAdapter,
  failures: FailureReader,
): Promise<CallOutcome> {
  const gathering = new Gathering(exchange, adapter)
  let why = 'The stream ended before it said why it finished.'
  try {
    const { stream } = await model.doStream({ ...options, includeRawChunks: true })
    for await (const part of stream) gathering.take(part)
  } catch (error) {
    if (!exchange.isSent && exchange.end === undefined)
      return failures.unsayable(exchange, error instanceof Error ? error.message : String(error), adapter)
    gathering.takeArrived()
    why = error instanceof Error ? error.message : String(error)
  }
  const { facts, text, reasoningText, timeToFirstChunkMs } = gathering
  const progress: Progress = { facts, text, reasoningText, timeToFirstChunkMs }
  if (facts.error !== undefined) return failures.errorInside(exchange, facts.error, adapter, progress)
  if (facts.blockReason !== undefined) return failures.blocked(exchange, facts.blockReason, adapter, progress)
  if (facts.finishReason !== undefined && gathering.misread === undefined) {
    return answered(exchange, adapter, { facts, text, reasoningText, finishReason: facts.finishReason, timeToFirstChunkMs })
  }
  if (exchange.end !== undefined) return failures.ended(exchange, exchange.end, adapter, progress)
  const document = recordOf(parseJson(exchange.body.text()))
  const error = document && adapter.read({}, document).error
  if (error !== undefined) return failures.errorInside(exchange, error, adapter, progress)
  return failures.unreadable(exchange, gathering.misread ?? why, adapter, progress)
}

/** What a stream has said so far. */
class Gathering {
  readonly #exchange: Exchange
  readonly #adapter: WireAdapter
  facts: AnswerFacts = {}
  text = ''
  reasoningText = ''
  timeToFirstChunkMs: number | undefined
  /** Why an event could not be read. After the finish reason only figures follow, so nothing of the answer is missing then. */
  misread: string | undefined

  constructor(exchange: Exchange, adapter: WireAdapter) {
    this.#exchange = exchange
    this.#adapter = adapter
  }

  take(part: StreamPart): void {
    switch (part.type) {
      case 'raw': {
        const message = recordOf(part.rawValue)
        if (message !== undefined) this.facts = this.#adapter.read(this.facts, message)
        return
      }
      case 'text-delta':
        this.text += this.#content(part.delta)
        return
      case 'reasoning-delta':
        this.reasoningText += this.#content(part.delta)
        return
      case 'error':
        if (this.facts.finishReason === undefined)
          this.misread ??= part.error instanceof Error ? part.error.message : 'An event of the stream cannot be read.'
        return
      default:
        return
    }
  }

  /** Some models of the SDK look for an error before they hand out the stream, and throw it: then what arrived has been seen by nobody. */
  takeArrived(): void {
    for (const block of this.#exchange.body.text().split(/\r?\n\r?\n/)) {
      const message = recordOf(parseJson(/^data: ?(.*)$/m.exec(block)?.[1] ?? ''))
      if (message !== undefined) this.facts = this.#adapter.read(this.facts, message)
    }
  }

  #content(delta: unknown): string {
    if (typeof delta !== 'string' || delta === '') return ''
    this.timeToFirstChunkMs ??= this.#exchange.durationMs()
    return delta
  }
}
