import type { Usage } from '#contract/usage'
import type { CallParameters, ProviderKind } from '#engine/ports'

/** What an answer is to say, in neutral words; a fixture puts it into its wire format. */
export interface AnswerSpec {
  readonly deltas: readonly string[]
  /** Left out by a wire that never shows it. */
  readonly reasoning?: string
  /** Absent: the provider's body has none. */
  readonly usage?: object
  /** Absent: the fixture's usual word. null: none, an answer that is not finished. */
  readonly finishReason?: string | null
}

export interface UsageCase {
  readonly title: string
  readonly raw: object
  readonly expected: Partial<Record<keyof Usage, number>>
}

/** One wire format as its provider speaks it: bodies are written after the provider's reference and recorded answers. */
export interface Wire {
  readonly kind: ProviderKind
  /** A model that takes `parameters`. */
  readonly wireId: string
  readonly basePath: string
  readonly path: string
  readonly streamPath: string
  readonly credential: readonly [header: string, value: (key: string) => string]
  readonly parameters: CallParameters
  /** The fields of the request that say `parameters`, and the prompt. */
  readonly body: object
  readonly streamBody: object
  readonly finishReason: string
  readonly showsReasoning: boolean
  readonly responseModel: string
  readonly answer: (spec: AnswerSpec) => object
  readonly events: (spec: AnswerSpec) => readonly string[]
  readonly usageCases: readonly UsageCase[]
  /** An error in this provider's shape. */
  readonly error: (message: string) => object
  /** The event by which an overload is told inside a stream. */
  readonly overloadEvent: string
}

export const noTokens = {
  uncachedInputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWrite5mInputTokens: 0,
  cacheWrite1hInputTokens: 0,
  textOutputTokens: 0,
  reasoningOutputTokens: 0,
}
