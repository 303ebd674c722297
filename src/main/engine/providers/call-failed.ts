import { assertNever } from '#contract/errors'
import type { CallFailed, CallFailureCode, Clock, FailureStage } from '#engine/ports'
import type { Exchange, ExchangeEnd } from '#engine/providers/transport'
import { type AnswerFacts, classifyRefusal, isRampComplaint, parseJson, readErrorWords, type WireAdapter } from '#engine/providers/wire'
import { readRetryHint } from '#engine/resilience'
import { callFacts } from './call-facts.ts'
import { redact } from './redact.ts'

const maxMessageLength = 500
const maxBodyBytes = 8 * 1024

/** What had come of a call when it failed. */
export interface Progress {
  readonly facts: AnswerFacts
  /** The text that had arrived. */
  readonly text: string
  readonly reasoningText: string
  readonly timeToFirstChunkMs?: number | undefined
}

export const noProgress: Progress = { facts: {}, text: '', reasoningText: '' }

interface Failure {
  readonly kind: CallFailureCode
  readonly stage: FailureStage
  readonly message: string
  readonly body?: string | undefined
  /** The error's own object, where it is not the whole body. */
  readonly hintBody?: unknown
  readonly isRamp?: boolean
  readonly retryable?: boolean
  readonly providerWide?: boolean
}

/** Turns ends of exchanges and errors in answers into outcomes, with keys cut out. */
export class FailureReader {
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** An exchange that ended without a whole 2xx answer. */
  ended(exchange: Exchange, end: ExchangeEnd, adapter: WireAdapter, progress: Progress): CallFailed {
    return this.#failed(exchange, adapter, progress, end.kind === 'refused' ? refusal(exchange) : interruption(exchange, end))
  }

  /** A 2xx answer that carries an error in the provider's own words. */
  errorInside(exchange: Exchange, error: object, adapter: WireAdapter, progress: Progress): CallFailed {
    const words = readErrorWords(error)
    const kind = classifyRefusal(words?.status ?? 500, words)
    const body = JSON.stringify(error)
    return this.#failed(exchange, adapter, progress, {
      kind,
      stage: 'refused',
      message: words?.message || `An error inside the answer: ${body}`,
      body,
      hintBody: error,
      isRamp: kind === 'RATE_LIMITED' && isRampComplaint(words),
    })
  }

  /** The provider withheld or cut the answer over its content. */
  blocked(exchange: Exchange, reason: string, adapter: WireAdapter, progress: Progress): CallFailed {
    return this.#failed(exchange, adapter, progress, {
      kind: 'CONTENT_FILTERED',
      stage: 'refused',
      message: `The provider withheld the answer: ${reason}.`,
    })
  }

  /** A 2xx answer that cannot be read. */
  unreadable(exchange: Exchange, why: string, adapter: WireAdapter, progress: Progress): CallFailed {
    return this.#failed(exchange, adapter, progress, {
      kind: 'INVALID_RESPONSE',
      stage: 'unanswered',
      message: why,
      body: exchange.body.text(),
    })
  }

  /** A call that was not sent because it cannot be said. */
  unsayable(exchange: Exchange, why: string, adapter: WireAdapter): CallFailed {
    return this.#failed(exchange, adapter, noProgress, { kind: 'BAD_REQUEST', stage: 'not_sent', message: why })
  }

  #failed(exchange: Exchange, adapter: WireAdapter, progress: Progress, failure: Failure): CallFailed {
    const { apiKey } = exchange.call
    const body = failure.body === undefined || failure.body === '' ? undefined : redact(failure.body, apiKey)
    const { rawUsage, model } = progress.facts
    const hasBegun = progress.text !== '' || progress.reasoningText !== ''
    return {
      ...callFacts(exchange, progress.facts),
      kind: failure.kind,
      stage: hasBegun ? 'partial' : failure.stage,
      message: redact(failure.message, apiKey).slice(0, maxMessageLength),
      hint:
        failure.hintBody === undefined
          ? undefined
          : readRetryHint({ header: (name) => exchange.header(name), body: failure.hintBody, nowMs: this.#clock.nowMs() }),
      isRamp: failure.isRamp === true ? true : undefined,
      retryable: failure.retryable,
      providerWide: failure.providerWide,
      body: body === undefined ? undefined : firstBytes(body),
      timeToFirstChunkMs: progress.timeToFirstChunkMs,
      partialText: hasBegun ? progress.text : undefined,
      partialReasoningText: hasBegun ? progress.reasoningText : undefined,
      usage: rawUsage && adapter.usage(rawUsage),
      rawUsage: rawUsage && JSON.stringify(rawUsage),
      responseModel: model,
    }
  }
}

/** What a gateway says of the provider behind it, whoever's words it puts it in: that one may have answered all the same. Source: RFC 9110, 15.6. */
const gatewayStatuses: ReadonlySet<number> = new Set([502, 504])

/** A status that is no 2xx. A gateway's 5xx, or a page that is not the provider's own, says nothing about what was done before it. */
function refusal(exchange: Exchange): Failure {
  const status = exchange.status ?? 0
  const body = exchange.body.text()
  const parsed = parseJson(body)
  const words = readErrorWords(parsed)
  const kind = classifyRefusal(status, words)
  const isTheirs = status < 500 || (words !== undefined && !gatewayStatuses.has(status))
  const stage = isTheirs ? 'refused' : 'unanswered'
  const message = words?.message || `HTTP ${status}${status < 400 ? ': redirects are not followed' : ''}.`
  const failure = { kind, stage, message, body, hintBody: parsed ?? null } as const
  if (status < 400) return { ...failure, retryable: false }
  if (kind === 'NETWORK') return { ...failure, providerWide: true }
  return kind === 'RATE_LIMITED' && isRampComplaint(words) ? { ...failure, isRamp: true } : failure
}

function interruption(exchange: Exchange, end: Exclude<ExchangeEnd, { kind: 'refused' }>): Failure {
  const stage = exchange.isSent ? 'unanswered' : 'not_sent'
  const providerWide = exchange.status === undefined
  switch (end.kind) {
    case 'cancelled':
      return { kind: 'CANCELLED', stage, message: 'Cancelled.' }
    case 'timeout':
      return { kind: 'TIMEOUT', stage, message: end.detail, providerWide: end.phase === 'connect' }
    case 'network':
      return { kind: end.isConnectTimeout ? 'TIMEOUT' : 'NETWORK', stage, message: end.detail, providerWide }
    case 'truncated':
      return { kind: 'INVALID_RESPONSE', stage, message: `The answer was cut off: ${end.detail}.`, body: exchange.body.text() }
    case 'malformed':
      return { kind: 'INVALID_RESPONSE', stage, message: end.detail }
    case 'unsendable':
      return { kind: 'BAD_REQUEST', stage: 'not_sent', message: end.detail }
    default:
      return assertNever(end)
  }
}

function firstBytes(text: string): string {
  if (text.length * 3 <= maxBodyBytes) return text
  const bytes = Buffer.from(text)
  return bytes.length <= maxBodyBytes ? text : new TextDecoder().decode(bytes.subarray(0, maxBodyBytes), { stream: true })
}
