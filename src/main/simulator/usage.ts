/** What an answer used, in classes that do not overlap. Units: tokens. */
export interface SimulatedUsage {
  readonly uncachedInputTokens: number
  readonly cacheReadInputTokens: number
  readonly cacheWrite5mInputTokens: number
  readonly cacheWrite1hInputTokens: number
  readonly textOutputTokens: number
  readonly reasoningOutputTokens: number
}

export function allInputTokens(usage: SimulatedUsage): number {
  return usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens
}

export function allOutputTokens(usage: SimulatedUsage): number {
  return usage.textOutputTokens + usage.reasoningOutputTokens
}

/** What a wire has a word for in its usage. */
export interface UsageWords {
  readonly cacheWrites: boolean
  readonly reasoning: boolean
}

/** The usage as a wire can tell it, and so as it is billed there: cache writes it has no word for are plain input, reasoning is text. */
export function toldIn(words: UsageWords, usage: SimulatedUsage): SimulatedUsage {
  const written = words.cacheWrites ? 0 : usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens
  const reasoned = words.reasoning ? 0 : usage.reasoningOutputTokens
  return {
    uncachedInputTokens: usage.uncachedInputTokens + written,
    cacheReadInputTokens: usage.cacheReadInputTokens,
    cacheWrite5mInputTokens: words.cacheWrites ? usage.cacheWrite5mInputTokens : 0,
    cacheWrite1hInputTokens: words.cacheWrites ? usage.cacheWrite1hInputTokens : 0,
    textOutputTokens: usage.textOutputTokens + reasoned,
    reasoningOutputTokens: usage.reasoningOutputTokens - reasoned,
  }
}
