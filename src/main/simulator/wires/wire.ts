import type { ErrorReason } from '../profile.ts'
import type { SimulatedUsage, UsageWords } from '../usage.ts'

/** A JSON Schema, as far as it is understood here. */
export type Schema = Readonly<Record<string, unknown>>

export type WireName = 'openai-chat' | 'openai-responses' | 'anthropic' | 'google'

/** What a request asks, whatever wire it came by. */
export interface SimulatedRequest {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly maxOutputTokens: number | undefined
  readonly seed: number | undefined
  /** The JSON Schema the answer is to keep to; null: text is wanted. */
  readonly outputSchema: Schema | null
  readonly isStreamed: boolean
  /** OpenAI chat sends no usage in a stream unless asked. */
  readonly wantsStreamedUsage: boolean
}

/** What is answered, before a wire gives it its shape. */
export interface SimulatedAnswer {
  /** Unique enough for one server's life; each wire puts its own prefix before it. */
  readonly id: string
  readonly model: string
  readonly createdAtMs: number
  /** The text in the pieces it is streamed in; joined, it is the whole text. */
  readonly pieces: readonly string[]
  /** Empty when the model does not reason. */
  readonly reasoningText: string
  readonly finish: 'stop' | 'length' | 'content-filter'
  readonly usage: SimulatedUsage
  /** False: the answer keeps its usage to itself. */
  readonly tellsUsage: boolean
}

/** A stream's bytes: `head` before any content, then the pieces one by one, then `tail`. Each holds whole events. */
export interface StreamedAnswer {
  readonly head: string
  readonly pieces: readonly string[]
  readonly tail: string
}

/** `details` may be added to the error object (Google's `RetryInfo`). */
export interface ErrorReply {
  readonly status: number
  body(details: readonly object[]): object
}

/** A request's path and body are not what this wire speaks; answered as its 400. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest'
}

/** One wire format: how a request is read and an answer or error is written. */
export interface Wire {
  readonly name: WireName
  readonly usageWords: UsageWords
  readonly requestIdHeader: string | undefined
  isMine(pathname: string): boolean
  /** Throws MalformedRequest. */
  read(pathname: string, body: unknown): SimulatedRequest
  plain(answer: SimulatedAnswer): object
  stream(answer: SimulatedAnswer, request: SimulatedRequest): StreamedAnswer
  /** `about` ends its message: which model, or what is wrong. */
  error(reason: ErrorReason, about: string): ErrorReply
  /** The server's overload, told inside a stream that began well. */
  errorEvent(): string
  /** The server's overload, told inside a plain 200. */
  errorInAnswer(answer: SimulatedAnswer): object
}
