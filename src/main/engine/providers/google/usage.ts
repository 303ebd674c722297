import type { Usage } from '#contract/usage'
import { countOf, disjointUsage, type JsonRecord } from '#engine/providers/wire'

/** Cached content lies inside the prompt; thoughts lie beside the candidates and are output; what tools put into the prompt is input. */
export function contentUsage(raw: JsonRecord): Usage | undefined {
  if (typeof raw['promptTokenCount'] !== 'number' && typeof raw['candidatesTokenCount'] !== 'number') return undefined
  const reasoningTokens = countOf(raw['thoughtsTokenCount'])
  return disjointUsage({
    inputTokens: countOf(raw['promptTokenCount']) + countOf(raw['toolUsePromptTokenCount']),
    cacheReadTokens: countOf(raw['cachedContentTokenCount']),
    outputTokens: countOf(raw['candidatesTokenCount']) + reasoningTokens,
    reasoningTokens,
  })
}
