import type { Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'

/** A count as a provider writes it: anything that is not a number above zero is none. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(Math.round(value), Number.MAX_SAFE_INTEGER) : 0
}

/** Counts before they are made disjoint. Units: tokens. */
export interface UsageCounts {
  /** All input, cached reads and cache writes included. */
  readonly inputTokens: number
  readonly cacheReadTokens?: number
  readonly cacheWrite5mTokens?: number
  readonly cacheWrite1hTokens?: number
  /** All output, reasoning included. */
  readonly outputTokens: number
  readonly reasoningTokens?: number
}

/** Disjoint classes that add up to all input and all output, however the parts contradict the whole: each part is clamped to what is left. */
export function disjointUsage(counts: UsageCounts): Usage {
  const cacheRead = Math.min(counts.cacheReadTokens ?? 0, counts.inputTokens)
  const cacheWrite1h = Math.min(counts.cacheWrite1hTokens ?? 0, counts.inputTokens - cacheRead)
  const cacheWrite5m = Math.min(counts.cacheWrite5mTokens ?? 0, counts.inputTokens - cacheRead - cacheWrite1h)
  const reasoning = Math.min(counts.reasoningTokens ?? 0, counts.outputTokens)
  return {
    uncachedInputTokens: (counts.inputTokens - cacheRead - cacheWrite5m - cacheWrite1h) as Tokens,
    cacheReadInputTokens: cacheRead as Tokens,
    cacheWrite5mInputTokens: cacheWrite5m as Tokens,
    cacheWrite1hInputTokens: cacheWrite1h as Tokens,
    textOutputTokens: (counts.outputTokens - reasoning) as Tokens,
    reasoningOutputTokens: reasoning as Tokens,
  }
}
