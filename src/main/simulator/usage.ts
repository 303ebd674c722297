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

/** For a wire without words for cache writes: they are plain input there. */
export function withoutCacheWrites(usage: SimulatedUsage): SimulatedUsage {
  const written = usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens
  return {
    ...usage,
    uncachedInputTokens: usage.uncachedInputTokens + written,
    cacheWrite5mInputTokens: 0,
    cacheWrite1hInputTokens: 0,
  }
}
