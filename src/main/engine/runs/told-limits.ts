import type { WaitCause } from '#contract/calls'
import type { ReportedLimit } from '#engine/ports'
import { maxObeyedHintMs } from '#engine/resilience'
import type { Denial, TokenEstimate } from './pool-gate.ts'

type Dimension = ReportedLimit['dimension']

/** What is left of a limit, as it was last told. Instants are monotonic. */
interface Told {
  readonly atMs: number
  /** When the call left that brought the word. */
  readonly leftAtMs: number
  readonly remaining: number
  readonly wholeAtMs: number
  /** What comes back in a millisecond; 0: it comes back all at once. */
  readonly refillPerMs: number
  /** What left since the call that brought the word: it may not have been counted yet. */
  taken: number
}

const causes: Readonly<Record<Dimension, WaitCause>> = {
  requests: 'requests_per_minute',
  tokens: 'tokens_per_minute',
  inputTokens: 'input_tokens_per_minute',
  outputTokens: 'output_tokens_per_minute',
}

/** Where the headers name no reset, what is used up is taken to come back within a minute. */
const assumedResetMs = 60_000

/** A limit that takes longer to come back than this is one of a day. */
const longestMinuteMs = 3_600_000

/**
 * What a pool's provider says is left, by its answers' headers. It can only hold calls back, never let out more than the pool's own limits.
 * The word is as of when the answer came; what left meanwhile and is still on its way is taken off, even if it was counted
 * already: the next answer sets it right. The word of a call that left before the one that brought the last says nothing new.
 */
export class ToldLimits {
  readonly #told = new Map<Dimension, Told>()

  /** `leftAtMs`: when the call left that brought the word; `started`: what left since then, itself not included. */
  tell(
    limits: readonly ReportedLimit[],
    leftAtMs: number,
    started: readonly (TokenEstimate & { readonly atMs: number })[],
    nowMs: number,
  ): void {
    for (const { dimension, limit, remaining, resetsInMs } of limits) {
      const held = this.#told.get(dimension)
      if (held !== undefined && leftAtMs < held.leftAtMs && nowMs < held.wholeAtMs) continue
      const wholeInMs = Math.min(resetsInMs ?? assumedResetMs, maxObeyedHintMs)
      const missing = limit === undefined ? 0 : Math.max(0, limit - remaining)
      this.#told.set(dimension, {
        atMs: nowMs,
        leftAtMs,
        remaining,
        wholeAtMs: nowMs + wholeInMs,
        refillPerMs: resetsInMs === undefined || wholeInMs === 0 ? 0 : missing / wholeInMs,
        taken: started.reduce((sum, start) => sum + (start.atMs > leftAtMs ? weightOf(dimension, start) : 0), 0),
      })
    }
  }

  ask(estimate: TokenEstimate, nowMs: number): Denial | undefined {
    for (const [dimension, told] of this.#told) {
      if (nowMs >= told.wholeAtMs) continue
      const atMs = roomAtMs(told, weightOf(dimension, estimate), nowMs)
      if (atMs <= nowMs) continue
      const isOfDay = dimension === 'requests' && told.wholeAtMs - told.atMs > longestMinuteMs
      return { cause: isOfDay ? 'requests_per_day' : causes[dimension], atMs }
    }
    return undefined
  }

  take(estimate: TokenEstimate): void {
    for (const [dimension, told] of this.#told) told.taken += weightOf(dimension, estimate)
  }

  /** What is left now, where it is told; a limit that is whole again says nothing. */
  left(dimension: Dimension, nowMs: number): number | undefined {
    const told = this.#told.get(dimension)
    if (told === undefined || nowMs >= told.wholeAtMs) return undefined
    return Math.max(0, Math.floor(available(told, nowMs)))
  }
}

function available({ remaining, refillPerMs, taken, atMs }: Told, nowMs: number): number {
  return remaining + refillPerMs * (nowMs - atMs) - taken
}

/** What is larger than all that ever comes back waits until it is whole. */
function roomAtMs(told: Told, weight: number, nowMs: number): number {
  const missing = weight - available(told, nowMs)
  if (missing <= 0) return nowMs
  return told.refillPerMs === 0 ? told.wholeAtMs : Math.min(told.wholeAtMs, Math.ceil(nowMs + missing / told.refillPerMs))
}

function weightOf(dimension: Dimension, estimate: TokenEstimate): number {
  if (dimension === 'requests') return 1
  if (dimension === 'tokens') return estimate.inputTokens + estimate.outputTokens
  return dimension === 'inputTokens' ? estimate.inputTokens : estimate.outputTokens
}
