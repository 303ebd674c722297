import type { WaitCause } from '#contract/calls'
import type { PoolLimits } from '#contract/pools'
import {
  idlePacer,
  minuteWindowMs,
  type PacerPolicy,
  type PacerState,
  paced,
  pacerNextAtMs,
  repaced,
  SlidingWindow,
  type WindowTicket,
} from '#engine/resilience'
import type { Denial, TokenEstimate } from './pool-gate.ts'

type Limit = 'requestsPerMinute' | 'tokensPerMinute' | 'inputTokensPerMinute' | 'outputTokensPerMinute'

const dimensions: readonly { readonly limit: Limit; readonly cause: WaitCause; readonly weightOf: (estimate: TokenEstimate) => number }[] =
  [
    { limit: 'requestsPerMinute', cause: 'requests_per_minute', weightOf: () => 1 },
    { limit: 'tokensPerMinute', cause: 'tokens_per_minute', weightOf: (estimate) => estimate.inputTokens + estimate.outputTokens },
    { limit: 'inputTokensPerMinute', cause: 'input_tokens_per_minute', weightOf: (estimate) => estimate.inputTokens },
    { limit: 'outputTokensPerMinute', cause: 'output_tokens_per_minute', weightOf: (estimate) => estimate.outputTokens },
  ]

/** What is left of the running minute; undefined where nothing is limited. */
export type MinuteLeft = Readonly<Record<'requests' | 'tokens' | 'inputTokens' | 'outputTokens', number | undefined>>

/** A start as the windows remember it. Monotonic. */
export interface PastStart extends TokenEstimate {
  readonly atMs: number
}

/** What a start took of each limited window; to be corrected when it is known what the call took. */
export type MinuteTicket = readonly {
  readonly window: SlidingWindow
  readonly taken: WindowTicket
  readonly weightOf: (real: RealCall) => number
}[]

/** `starts` 0: it never left. */
export interface RealCall extends TokenEstimate {
  readonly starts: 0 | 1
}

/**
 * What a minute lets out. Only what is limited is remembered: a pool without limits costs nothing, and a limit set later is told the past by `recall`. Invariants:
 * 1. At most n starts in any 61 s where n a minute are allowed, at most `burst` of them back to back.
 * 2. Tokens of any 61 s stay within their limits, as estimated at the start and corrected at the end; what is larger than a whole minute goes alone.
 */
export class MinuteLimits {
  #limits: PoolLimits
  #pacer: PacerState = idlePacer
  #windows: Partial<Record<Limit, SlidingWindow>> = {}

  constructor(limits: PoolLimits) {
    this.#limits = limits
    this.setLimits(limits, 0)
  }

  /** True: something is limited now that was not, and the past minute is not known. */
  setLimits(limits: PoolLimits, nowMs: number): boolean {
    const [from, to] = [pacing(this.#limits), pacing(limits)]
    if (from !== undefined && to !== undefined) this.#pacer = repaced(this.#pacer, from, to, nowMs)
    this.#limits = limits
    const before = this.#windows
    this.#windows = {}
    let isNew = false
    for (const { limit } of dimensions) {
      if (limits[limit] === null) continue
      isNew ||= before[limit] === undefined
      this.#windows[limit] = before[limit] ?? new SlidingWindow(minuteWindowMs)
    }
    return isNew
  }

  /** The past, whole and in order of time; it replaces what was known. */
  recall(starts: readonly PastStart[]): void {
    this.#pacer = idlePacer
    for (const { limit } of dimensions) if (this.#windows[limit] !== undefined) this.#windows[limit] = new SlidingWindow(minuteWindowMs)
    for (const start of starts) this.take(start, start.atMs)
  }

  left(nowMs: number): MinuteLeft {
    const leftOf = (limit: Limit) => {
      const [window, allowed] = [this.#windows[limit], this.#limits[limit]]
      return window === undefined || allowed === null ? undefined : Math.max(0, allowed - window.used(nowMs))
    }
    return {
      requests: leftOf('requestsPerMinute'),
      tokens: leftOf('tokensPerMinute'),
      inputTokens: leftOf('inputTokensPerMinute'),
      outputTokens: leftOf('outputTokensPerMinute'),
    }
  }

  ask(estimate: TokenEstimate, nowMs: number): Denial | undefined {
    const call: RealCall = { ...estimate, starts: 1 }
    for (const { limit, cause, weightOf } of dimensions) {
      const [window, allowed] = [this.#windows[limit], this.#limits[limit]]
      if (window === undefined || allowed === null) continue
      const atMs = window.roomAtMs(weightOf(call), allowed, nowMs)
      if (atMs > nowMs) return { cause, atMs }
    }
    const policy = pacing(this.#limits)
    if (policy === undefined) return undefined
    const atMs = pacerNextAtMs(this.#pacer, policy, nowMs)
    return atMs > nowMs ? { cause: 'spacing', atMs } : undefined
  }

  take(estimate: TokenEstimate, atMs: number): MinuteTicket {
    const policy = pacing(this.#limits)
    if (policy !== undefined) this.#pacer = paced(this.#pacer, policy, atMs)
    const call: RealCall = { ...estimate, starts: 1 }
    const ticket: { window: SlidingWindow; taken: WindowTicket; weightOf: (real: RealCall) => number }[] = []
    for (const { limit, weightOf } of dimensions) {
      const window = this.#windows[limit]
      if (window !== undefined) ticket.push({ window, taken: window.take(weightOf(call), atMs), weightOf })
    }
    return ticket
  }

  /** What the call really took. The pacer is not turned back: fewer leave then, never more. */
  correct(ticket: MinuteTicket, real: RealCall): void {
    for (const { window, taken, weightOf } of ticket) window.correct(taken, weightOf(real))
  }
}

function pacing(limits: PoolLimits): PacerPolicy | undefined {
  if (limits.requestsPerMinute === null) return undefined
  return { perMinute: limits.requestsPerMinute, burst: limits.burst ?? limits.maxParallel }
}
