import type { EpochMs } from '#contract/units'
import { parseDecimalMs, parseDurationMs, parseHttpDateMs, parseResetMs, parseRfc3339Ms } from './durations.ts'
import { hintLimits } from './policies.ts'

/**
 * When to come back, as the provider said it: not clamped, not jittered.
 * `delayMs` is from the moment the answer arrived, never negative; `source` names the header or body field.
 */
export interface RetryHint {
  readonly delayMs: number
  readonly source: string
}

/** What a refusal says. `header` takes a lower-case name; `body` is parsed JSON, or undefined where there was none. */
export interface RefusalFacts {
  readonly header: (name: string) => string | undefined
  readonly body: unknown
  readonly nowMs: EpochMs
}

export interface HintLimits {
  /** A longer hint is shown as given and obeyed for this long. */
  readonly maxObeyedMs: number
  /** A shorter hint, zero and the past included, counts as this much: no hint may cause a storm. */
  readonly minMs: number
}

const jitterRatio = 0.2
const anthropicDimensions = ['requests', 'tokens', 'input-tokens', 'output-tokens']
const openaiDimensions = ['requests', 'tokens']

/**
 * The first valid hint of a refusal, in this order: `retry-after-ms`, `x-ms-retry-after-ms`, `retry-after` (seconds or HTTP-date), Google's `RetryInfo`,
 * the reset of the dimensions whose `remaining` is 0 (of several, the latest), the same among the headers that OpenRouter repeats in the body. What does not parse strictly is skipped; undefined when nothing is left.
 */
export function readRetryHint(facts: RefusalFacts): RetryHint | undefined {
  return (
    fromHeader(facts, 'retry-after-ms', (text) => parseDecimalMs(text, 1)) ??
    fromHeader(facts, 'x-ms-retry-after-ms', (text) => parseDecimalMs(text, 1)) ??
    fromHeader(facts, 'retry-after', (text) => parseDecimalMs(text, 1000) ?? untilMs(parseHttpDateMs(text), facts.nowMs)) ??
    fromRetryInfo(facts.body) ??
    latestReset(facts) ??
    latestReset({ ...facts, header: headersInBody(facts.body) })
  )
}

/** How long a hint is obeyed. Total: anything that is not a number above `minMs` is `minMs`. */
export function clampHintMs(delayMs: number, limits: HintLimits = hintLimits): number {
  return delayMs > limits.minMs ? Math.min(delayMs, limits.maxObeyedMs) : limits.minMs
}

/** A clamped hint plus up to 20 %, so that those who wait for the same instant do not meet there; never less than the hint, never above `maxObeyedMs` in all. */
export function jitterHintMs(delayMs: number, draw: number, limits: HintLimits = hintLimits): number {
  return Math.min(Math.ceil(delayMs * (1 + jitterRatio * draw)), limits.maxObeyedMs)
}

function fromHeader(facts: RefusalFacts, name: string, parse: (text: string) => number | undefined): RetryHint | undefined {
  const delayMs = parse(facts.header(name) ?? '')
  return delayMs === undefined ? undefined : { delayMs, source: name }
}

function untilMs(instantMs: number | undefined, nowMs: EpochMs): number | undefined {
  return instantMs === undefined ? undefined : Math.max(0, instantMs - nowMs)
}

/** Source: https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto. A stream that was asked for answers with the error in an array. */
function fromRetryInfo(body: unknown): RetryHint | undefined {
  const details = field(field(Array.isArray(body) ? body[0] : body, 'error'), 'details')
  for (const detail of Array.isArray(details) ? details : []) {
    const [type, delay] = [field(detail, '@type'), field(detail, 'retryDelay')]
    if (typeof type !== 'string' || !type.endsWith('google.rpc.RetryInfo') || typeof delay !== 'string') continue
    const delayMs = parseDurationMs(delay)
    if (delayMs !== undefined) return { delayMs, source: 'RetryInfo.retryDelay' }
  }
  return undefined
}

/** OpenRouter keeps the headers of a refusal in `error.metadata.headers`, by their names as first written. */
function headersInBody(body: unknown): RefusalFacts['header'] {
  const headers = field(field(field(body, 'error'), 'metadata'), 'headers')
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers) : []
  const named = new Map<string, unknown>(entries.map(([name, value]) => [name.toLowerCase(), value]))
  return (name) => {
    const value = named.get(name)
    return typeof value === 'string' ? value : undefined
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

/** A call must fit every dimension, so of those that are used up the last to refill decides. */
function latestReset(facts: RefusalFacts): RetryHint | undefined {
  const anthropic = anthropicDimensions.map((dimension) =>
    reset(facts, `anthropic-ratelimit-${dimension}-remaining`, `anthropic-ratelimit-${dimension}-reset`, (text) =>
      untilMs(parseRfc3339Ms(text), facts.nowMs),
    ),
  )
  const openai = openaiDimensions.map((dimension) =>
    reset(facts, `x-ratelimit-remaining-${dimension}`, `x-ratelimit-reset-${dimension}`, parseDurationMs),
  )
  const undivided = reset(facts, 'x-ratelimit-remaining', 'x-ratelimit-reset', (text) => parseResetMs(text, facts.nowMs))
  const hints = [...openai, ...anthropic, undivided].filter((hint) => hint !== undefined)
  return hints.sort((one, other) => other.delayMs - one.delayMs)[0]
}

function reset(facts: RefusalFacts, remaining: string, name: string, parse: (text: string) => number | undefined): RetryHint | undefined {
  return facts.header(remaining) === '0' ? fromHeader(facts, name, parse) : undefined
}
