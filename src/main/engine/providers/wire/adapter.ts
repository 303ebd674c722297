import type { Usage } from '#contract/usage'
import type { CallParameters } from '#engine/ports'
import type { AnswerFacts } from './answer-facts.ts'
import type { JsonRecord } from './json.ts'

/** What a model is opened with. `apiKey` is empty where the endpoint wants none: the transport then sends no credential header. */
export interface Endpoint {
  readonly baseUrl: string
  readonly apiKey: string
  readonly wireId: string
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
}

type TextParts = { type: 'text'; text: string }[]
export type ModelMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: TextParts }
  | { role: 'assistant'; content: TextParts }

/** JSON that goes into an SDK's provider options. */
export type ProviderOptions = Record<string, Record<string, string | number | boolean>>

/** The part of the SDK's call options (`LanguageModelV4CallOptions`) that we use. */
export interface ModelOptions {
  prompt: ModelMessage[]
  maxOutputTokens?: number
  temperature?: number
  topP?: number
  seed?: number
  stopSequences?: string[]
  responseFormat?: { type: 'json'; name?: string; schema?: JsonRecord }
  reasoning?: NonNullable<CallParameters['reasoningEffort']>
  providerOptions?: ProviderOptions
  includeRawChunks?: boolean
  abortSignal: AbortSignal
}

export interface ModelWarning {
  readonly type: string
  readonly feature?: string
  readonly details?: string
  readonly setting?: string
  readonly message?: string
}

export interface ModelContent {
  readonly type: string
  readonly text?: string
}

export interface Generated {
  readonly content: readonly ModelContent[]
  readonly finishReason: { readonly unified: string; readonly raw: string | undefined }
  readonly response?: { readonly body?: unknown }
}

export interface StreamPart {
  readonly type: string
  readonly delta?: unknown
  readonly rawValue?: unknown
  readonly error?: unknown
  readonly warnings?: readonly ModelWarning[]
}

/** The AI SDK's language model at its specification v4, as far as we use it: no retries, no tools, no telemetry at this level. */
export interface LanguageModel {
  doGenerate(options: ModelOptions): PromiseLike<Generated>
  doStream(options: ModelOptions): PromiseLike<{ readonly stream: ReadableStream<StreamPart> }>
}

/** The parameters that must be found in the request's body as they were given. */
export type CheckedParameter = Exclude<keyof CallParameters, 'stream' | 'reasoningEffort' | 'output'>

/** One wire format. */
export interface WireAdapter {
  /** Loads the SDK's package when first asked. */
  open(endpoint: Endpoint): Promise<LanguageModel>
  /** Where each parameter may stand in the request's body, as dotted paths. One that is not named here cannot be said on this wire. */
  readonly saidAt: Readonly<Partial<Record<CheckedParameter, readonly string[]>>>
  /** Where the schema of a structured output may stand in the request's body. Absent: this wire has no word for one; it is said in the prompt, and JSON is asked for. */
  readonly schemaAt?: readonly string[]
  /** What the SDK is told beside the parameters; `serviceTier` is given only where `saidAt` names it. */
  providerOptions?(serviceTier: string | undefined): ProviderOptions | undefined
  /** What a whole answer, or one event of a stream, adds to what is known. */
  read(facts: AnswerFacts, message: JsonRecord): AnswerFacts
  /** The provider's usage object in disjoint classes; undefined when it counts nothing. */
  usage(raw: JsonRecord): Usage | undefined
}
