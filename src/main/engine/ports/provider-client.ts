import type { CallCode } from '#contract/calls'
import type { NanoUsd } from '#contract/units'
import type { Usage } from '#contract/usage'

/** The wire formats we speak. */
export type ProviderKind =
  | 'openai'
  | 'openai-chat'
  | 'anthropic'
  | 'google'
  | 'mistral'
  | 'xai'
  | 'deepseek'
  | 'openai-compatible'
  | 'simulator'

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/**
 * The answer is to be one JSON object of this shape. Said in the wire's own words where it has some, else in the prompt; whether the answer
 * keeps to it is for the caller to see.
 */
export interface StructuredOutput {
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly name: string
  /** JSON Schema, an object's. Closed objects (`additionalProperties: false`) with every property required: some wires take no other. */
  readonly schema: Readonly<Record<string, unknown>>
}

/** What a probe asks of the model, in neutral words; an adapter drops nothing silently: what a wire format cannot say is a BAD_REQUEST. */
export interface CallParameters {
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly maxOutputTokens?: number | undefined
  readonly seed?: number | undefined
  readonly stopSequences?: readonly string[] | undefined
  readonly reasoningEffort?: 'none' | 'minimal' | 'low' | 'medium' | 'high' | undefined
  readonly serviceTier?: string | undefined
  /** Absent: text. */
  readonly output?: StructuredOutput | undefined
  /** Ask for the answer as a stream. Default false. */
  readonly stream?: boolean | undefined
}

/** How long one call may take. Each bound ends it as TIMEOUT. */
export interface CallTimeouts {
  readonly connectMs: number
  /** No byte for this long; blank lines and comments count as life. Before the headers of an answer that is no stream only `totalMs` counts. */
  readonly silenceMs: number
  readonly totalMs: number
}

/** One request to a provider. Sent exactly once: no retry, no redirect. */
export interface ProviderCall {
  /** Travels as `X-Client-Request-Id` unless `sendsAttemptId` is false. */
  readonly attemptId: string
  readonly sendsAttemptId: boolean
  readonly kind: ProviderKind
  readonly baseUrl: string
  /** null: the endpoint wants none. */
  readonly apiKey: string | null
  readonly wireId: string
  readonly messages: readonly PromptMessage[]
  readonly parameters: CallParameters
  readonly timeouts: CallTimeouts
}

/** What a call would say: to be found sayable or not, without a credential and without sending it. */
export type Rehearsal = Pick<ProviderCall, 'kind' | 'baseUrl' | 'wireId' | 'messages' | 'parameters'>

/**
 * When to come back, as the provider said it. Not yet clamped nor jittered.
 * `source` names the header or body field it was read from; `delayMs` is from the moment the answer arrived and never negative.
 */
export interface RetryHint {
  readonly delayMs: number
  readonly source: string
}

/**
 * What is left of one of the account's limits, as an answer's headers said it. They name no period: most limits are of a minute,
 * some of a day, which `resetsInMs` then shows.
 */
export interface ReportedLimit {
  readonly dimension: 'requests' | 'tokens' | 'inputTokens' | 'outputTokens'
  /** The whole allowance; absent: not said. */
  readonly limit?: number | undefined
  readonly remaining: number
  /** From the call's end until the allowance is whole again: never negative, not clamped; absent: not said. */
  readonly resetsInMs?: number | undefined
}

/** Facts about an exchange, whatever came of it. Absent means the provider did not say. */
export interface CallFacts {
  readonly httpStatus?: number | undefined
  /** As the provider named it: a header such as `x-request-id`, or the body's id. */
  readonly providerRequestId?: string | undefined
  readonly durationMs: number
  /** From sending to the first byte of content; absent when there was none. For a plain answer: the whole answer. */
  readonly timeToFirstChunkMs?: number | undefined
  /** The tier the answer says it was served in. */
  readonly serviceTier?: string | undefined
  /** At most one of each dimension; absent: the answer named none. */
  readonly reportedLimits?: readonly ReportedLimit[] | undefined
}

export interface Answered extends CallFacts {
  readonly kind: 'ANSWERED'
  readonly text: string
  /** Reasoning the provider shows in clear; empty when none. */
  readonly reasoningText: string
  /** Absent: the provider sent none, or the stream was cut before it. */
  readonly usage?: Usage | undefined
  /** The provider's own usage object, verbatim JSON. */
  readonly rawUsage?: string | undefined
  /** The provider's own word, such as `stop`, `length`, `end_turn`. */
  readonly finishReason: string
  readonly responseModel?: string | undefined
  /** The cost the provider itself named (OpenRouter's `usage.cost`). */
  readonly reportedCostNanoUsd?: NanoUsd | undefined
}

/** Codes an adapter can answer; the rest of `CallCode` are the engine's own. */
export type CallFailureCode = Exclude<CallCode, 'CIRCUIT_OPEN' | 'BUDGET_EXCEEDED' | 'INTERRUPTED' | 'MODEL_UNAVAILABLE'>

/**
 * How far a failed call got, which decides what it may have cost:
 * `not_sent` never connected or aborted before the first byte left; `refused` the provider itself said no in its own words (4xx, or 5xx with its own error body);
 * `unanswered` sent, and then silence, reset, a gateway's page or nonsense; `partial` content had begun to arrive.
 */
export type FailureStage = 'not_sent' | 'refused' | 'unanswered' | 'partial'

export interface CallFailed extends CallFacts {
  readonly kind: CallFailureCode
  readonly stage: FailureStage
  /** The provider's or our own sentence, bounded to 500 characters. */
  readonly message: string
  /** The first valid hint, see `#engine/resilience` hints. */
  readonly hint?: RetryHint | undefined
  /** True when the provider complains of the rate's growth rather than of the rate: go on at the old rate, grow slowly. */
  readonly isRamp?: boolean | undefined
  /** False for what a further try cannot change though its code is retryable (a redirect). */
  readonly retryable?: boolean | undefined
  /** True when no model explains the failure: DNS, refused, TLS, reset before a status. */
  readonly providerWide?: boolean | undefined
  /** The raw error body, at most 8 KiB. */
  readonly body?: string | undefined
  /** What had arrived before a stream broke; with `partial` only. */
  readonly partialText?: string | undefined
  /** The reasoning shown in clear that had arrived; with `partial` only. */
  readonly partialReasoningText?: string | undefined
  /** Usage known before the break. With `partial` it may be a first figure: Anthropic's streams begin with one output token. */
  readonly usage?: Usage | undefined
  readonly rawUsage?: string | undefined
  readonly responseModel?: string | undefined
}

export type CallOutcome = Answered | CallFailed

/** Speaks to providers. Never throws for what a provider did: that is an outcome. An aborted signal gives CANCELLED. */
export interface ProviderClient {
  call(call: ProviderCall, signal: AbortSignal): Promise<CallOutcome>
  /** What of it this model cannot be asked on its wire, as a sentence that names the parameter; such a call is a BAD_REQUEST, never sent. */
  findUnsayable(rehearsal: Rehearsal): Promise<string | undefined>
  /** Lets go of what was set up with this key: it has been replaced or removed. Calls in flight keep it to their end. */
  forgetKey?(apiKey: string): void
  /** Closes idle connections; calls in flight are aborted. */
  close(): Promise<void>
}
