import type { ProviderRule } from './provider-limit.ts'

/** A provider's limit in words. */
export function limitSentence(rule: ProviderRule, refs: readonly string[]): string {
  const { maxInFlight, requestsPerMinute, tokensPerMinute, admitEveryMs } = rule
  const parts = [
    ...(maxInFlight === undefined ? [] : [`${maxInFlight} calls in flight`]),
    ...(requestsPerMinute === undefined ? [] : [`${requestsPerMinute} requests a minute`]),
    ...(tokensPerMinute === undefined ? [] : [`${tokensPerMinute} tokens a minute`]),
    ...(admitEveryMs === undefined ? [] : [`one call every ${admitEveryMs} ms`]),
  ]
  return `The provider of ${refs.join(', ')} takes at most ${parts.join(' and ')}.`
}
