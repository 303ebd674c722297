import { z } from 'zod'
import { Tokens } from './units.ts'

/**
 * What one answer used, in disjoint classes: no token is counted in two of them, whatever the provider's own nesting.
 * Units: tokens. All input = uncached + cacheRead + cacheWrite5m + cacheWrite1h; all output = text + reasoning.
 */
export const Usage = z.strictObject({
  uncachedInputTokens: Tokens,
  cacheReadInputTokens: Tokens,
  cacheWrite5mInputTokens: Tokens,
  cacheWrite1hInputTokens: Tokens,
  textOutputTokens: Tokens,
  reasoningOutputTokens: Tokens,
})
export type Usage = z.infer<typeof Usage>
