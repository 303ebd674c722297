import type { Hint } from './profile.ts'

/** What a refusal carries to say when to come back: response headers, and details for its error body. */
export interface ToldHints {
  readonly headers: Record<string, string>
  readonly details: object[]
}

/** Every hint asked for, each saying its own `afterMs` or else `waitMs` from `nowMs`. */
export function tellHints(hints: readonly Hint[], waitMs: number, nowMs: number): ToldHints {
  const told: ToldHints = { headers: {}, details: [] }
  for (const hint of hints) tell(told, hint, hint.afterMs ?? waitMs, nowMs)
  return told
}

function tell(told: ToldHints, hint: Hint, afterMs: number, nowMs: number): void {
  switch (hint.as) {
    case 'retry-after':
      told.headers['retry-after'] = hint.raw ?? String(Math.ceil(afterMs / 1000))
      return
    case 'retry-after-date':
      told.headers['retry-after'] = hint.raw ?? new Date(Math.ceil((nowMs + afterMs) / 1000) * 1000).toUTCString()
      return
    case 'retry-after-ms':
    case 'x-ms-retry-after-ms':
      told.headers[hint.as] = hint.raw ?? String(Math.ceil(afterMs))
      return
    case 'retry-info':
      told.details.push({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: hint.raw ?? `${afterMs / 1000}s` })
      return
    case 'openai-reset-requests':
    case 'openai-reset-tokens':
      exhaust(told, 'x-ratelimit', hint.as.slice('openai-reset-'.length), hint.raw ?? durationOf(afterMs), true)
      return
    case 'anthropic-reset-requests':
    case 'anthropic-reset-tokens':
    case 'anthropic-reset-input-tokens':
    case 'anthropic-reset-output-tokens':
      exhaust(
        told,
        'anthropic-ratelimit',
        hint.as.slice('anthropic-reset-'.length),
        hint.raw ?? new Date(nowMs + afterMs).toISOString(),
        false,
      )
      return
    default:
      hint.as satisfies never
  }
}

/** OpenAI names the dimension last (`x-ratelimit-reset-requests`), Anthropic first (`anthropic-ratelimit-requests-reset`). */
function exhaust(told: ToldHints, prefix: string, dimension: string, reset: string, isDimensionLast: boolean): void {
  const facts = { limit: '10', remaining: '0', reset }
  for (const [fact, value] of Object.entries(facts)) {
    told.headers[isDimensionLast ? `${prefix}-${fact}-${dimension}` : `${prefix}-${dimension}-${fact}`] = value
  }
}

/** As OpenAI writes durations: `120ms`, `12.5s`, `1m30s`. */
export function durationOf(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)}ms`
  const minutes = Math.floor(ms / 60_000)
  const seconds = Math.ceil(ms - minutes * 60_000) / 1000
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`
}
