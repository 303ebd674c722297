import type { CallOutcome } from '#engine/ports'
import { estimatedTokens } from './cost-of-outcome.ts'

interface Seen {
  /** Input tokens per byte of prompt. */
  ratio: number
  outputTokens: number
  answers: number
}

/** Before a model has answered: a quarter of a token per byte, and so many tokens out. */
const unseenRatio = 0.25
const weight = 0.1

/** What a model's calls will probably take, from what its calls took: moving averages, in memory. */
export class TokenEstimates {
  readonly #seen = new Map<number, Seen>()
  readonly #assumedOutputTokens: () => number

  constructor(assumedOutputTokens: () => number) {
    this.#assumedOutputTokens = assumedOutputTokens
  }

  /** What past runs say of the output, before anything was answered here. */
  remember(modelId: number, outputTokens: number): void {
    if (!this.#seen.has(modelId)) this.#seen.set(modelId, { ratio: unseenRatio, outputTokens, answers: 1 })
  }

  estimate(modelId: number, promptBytes: number, maxOutputTokens: number | undefined): { inputTokens: number; outputTokens: number } {
    const seen = this.#seen.get(modelId)
    const outputTokens = Math.ceil(seen?.outputTokens ?? this.#assumedOutputTokens())
    return {
      inputTokens: seen === undefined ? estimatedTokens(promptBytes) : Math.ceil(promptBytes * seen.ratio),
      outputTokens: Math.min(outputTokens, maxOutputTokens ?? outputTokens),
    }
  }

  learn(modelId: number, promptBytes: number, outcome: CallOutcome): void {
    if (outcome.kind !== 'ANSWERED' || outcome.usage === undefined || promptBytes === 0) return
    const used = tokensUsed(outcome)
    if (used === undefined) return
    const ratio = used.inputTokens / promptBytes
    const seen = this.#seen.get(modelId)
    if (seen === undefined) this.#seen.set(modelId, { ratio, outputTokens: used.outputTokens, answers: 1 })
    else {
      seen.ratio += (ratio - seen.ratio) * weight
      seen.outputTokens += (used.outputTokens - seen.outputTokens) * weight
      seen.answers += 1
    }
  }
}

/** All input and all output tokens of an outcome; undefined when the provider did not say, or not its last word: of a part of an answer. */
export function tokensUsed(outcome: CallOutcome): { inputTokens: number; outputTokens: number } | undefined {
  const { usage } = outcome
  if (usage === undefined || (outcome.kind !== 'ANSWERED' && outcome.stage === 'partial')) return undefined
  return {
    inputTokens: usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens,
    outputTokens: usage.textOutputTokens + usage.reasoningOutputTokens,
  }
}
