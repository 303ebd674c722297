import type { EpochMs } from '#contract/units'
import { parseCount, parseDecimalMs, parseDurationMs, parseResetMs, parseRfc3339Ms } from './durations.ts'

/**
 * What is left of one of the account's limits, as an answer's headers said it. They name no period: most limits are of a minute, some of a day
 * (Groq's and the free tiers' requests), which `resetsInMs` then shows.
 */
export interface ReportedLimit {
  readonly dimension: 'requests' | 'tokens' | 'inputTokens' | 'outputTokens'
  /** The whole allowance; absent: not said. */
  readonly limit?: number | undefined
  readonly remaining: number
  /** From now until the allowance is whole again: never negative, 0 when that has passed, not clamped; absent: not said. */
  readonly resetsInMs?: number | undefined
}

/** What an answer's headers say. `header` takes a lower-case name. */
export interface AnswerHeaders {
  readonly header: (name: string) => string | undefined
  readonly nowMs: EpochMs
  /** How long ago they arrived: a stream's are as old as the stream. */
  readonly ageMs: number
}

interface Source {
  readonly dimension: ReportedLimit['dimension']
  readonly limit: string
  readonly remaining: string
  readonly reset: string
  readonly parseReset: (text: string, nowMs: EpochMs) => number | undefined
}

/** OpenAI and those who follow it write a duration; Azure plain seconds. */
const openai = (dimension: Source['dimension'], name: string): Source => ({
  dimension,
  limit: `x-ratelimit-limit-${name}`,
  remaining: `x-ratelimit-remaining-${name}`,
  reset: `x-ratelimit-reset-${name}`,
  parseReset: (text) => parseDurationMs(text) ?? parseDecimalMs(text, 1000),
})

const anthropic = (dimension: Source['dimension'], name: string): Source => ({
  dimension,
  limit: `anthropic-ratelimit-${name}-limit`,
  remaining: `anthropic-ratelimit-${name}-remaining`,
  reset: `anthropic-ratelimit-${name}-reset`,
  parseReset: (text, nowMs) => {
    const instantMs = parseRfc3339Ms(text)
    return instantMs === undefined ? undefined : Math.max(0, instantMs - nowMs)
  },
})

/** Source: the providers' pages on rate limits, 2026-11. OpenRouter and Together say their one limit without a dimension: it is of requests. */
const sources: readonly Source[] = [
  openai('requests', 'requests'),
  openai('tokens', 'tokens'),
  anthropic('requests', 'requests'),
  anthropic('tokens', 'tokens'),
  anthropic('inputTokens', 'input-tokens'),
  anthropic('outputTokens', 'output-tokens'),
  openai('requests', 'req-minute'),
  openai('tokens', 'tokens-minute'),
  {
    dimension: 'requests',
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: 'x-ratelimit-reset',
    parseReset: parseResetMs,
  },
]

/**
 * The limits that an answer reports, whether it was an answer or a refusal: at most one of each dimension, the first that can be read.
 * A remainder that does not parse strictly is skipped with its limit; a limit or reset alone is left out. undefined when nothing is left. Never throws.
 */
export function readReportedLimits({ header, nowMs, ageMs }: AnswerHeaders): readonly ReportedLimit[] | undefined {
  let reported: ReportedLimit[] | undefined
  for (const { dimension, ...source } of sources) {
    const remaining = parseCount(header(source.remaining) ?? '')
    if (remaining === undefined || reported?.some((other) => other.dimension === dimension)) continue
    const resetMs = source.parseReset(header(source.reset) ?? '', (nowMs - ageMs) as EpochMs)
    reported ??= []
    reported.push({
      dimension,
      remaining,
      limit: parseCount(header(source.limit) ?? ''),
      resetsInMs: resetMs === undefined ? undefined : Math.max(0, resetMs - ageMs),
    })
  }
  return reported
}
