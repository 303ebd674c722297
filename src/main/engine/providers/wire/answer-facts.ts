import type { JsonRecord } from './json.ts'

/** What an answer says about itself, gathered from its body or from its stream's events. Absent: not said. */
export interface AnswerFacts {
  readonly id?: string | undefined
  readonly model?: string | undefined
  readonly serviceTier?: string | undefined
  /** The provider's own word. */
  readonly finishReason?: string | undefined
  /** The text of a plain answer, where it is easily told: for an answer whose other fields the SDK does not accept. */
  readonly text?: string | undefined
  readonly rawUsage?: JsonRecord | undefined
  /** US dollars, as the provider wrote the number. */
  readonly costUsd?: number | undefined
  /** A message that carries an error inside a 2xx answer, in the shape of that wire's error bodies. */
  readonly error?: JsonRecord | undefined
  /** Set when the provider itself withheld or cut the answer over its content: its word for why. */
  readonly blockReason?: string | undefined
}
