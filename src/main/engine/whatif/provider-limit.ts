import type { CallOutcome } from '#engine/ports'
import { SlidingWindow } from '#engine/resilience'

/** A limit that a provider holds its callers to. `minuteMs`: how long its minute lasts. */
export interface ProviderRule {
  /** Those of our models that share it, by key. */
  readonly modelIds: readonly number[]
  readonly maxInFlight?: number | undefined
  readonly requestsPerMinute?: number | undefined
  readonly tokensPerMinute?: number | undefined
  readonly admitEveryMs?: number | undefined
  readonly minuteMs: number
  readonly countsRefused: boolean
  /** What a refusal says of when to come back: `told` the wait that the limit itself computes; null: nothing. */
  readonly hintMs: number | 'told' | null
}

/** Until one of its slots is free nobody knows; what a refused caller is told. */
const slotWaitMs = 1000

/** One limit and what it has admitted in virtual time. What it admits counts from its arrival on. */
export class ProviderLimit {
  readonly rule: ProviderRule
  readonly #modelIds: ReadonlySet<number>
  readonly #starts: SlidingWindow
  readonly #tokens: SlidingWindow
  #inFlight = 0
  #lastAdmittedMs = Number.NEGATIVE_INFINITY

  constructor(rule: ProviderRule) {
    this.rule = rule
    this.#modelIds = new Set(rule.modelIds)
    this.#starts = new SlidingWindow(rule.minuteMs)
    this.#tokens = new SlidingWindow(rule.minuteMs)
  }

  concerns(modelId: number): boolean {
    return this.#modelIds.has(modelId)
  }

  /** How long until it would admit; 0: now. Changes nothing that can be seen. */
  waitMs(tokens: number, nowMs: number): number {
    const { maxInFlight, requestsPerMinute, tokensPerMinute, admitEveryMs } = this.rule
    let waitMs = maxInFlight !== undefined && this.#inFlight >= maxInFlight ? slotWaitMs : 0
    if (admitEveryMs !== undefined) waitMs = Math.max(waitMs, this.#lastAdmittedMs + admitEveryMs - nowMs)
    if (requestsPerMinute !== undefined) waitMs = Math.max(waitMs, this.#starts.roomAtMs(1, requestsPerMinute, nowMs) - nowMs)
    if (tokensPerMinute !== undefined) waitMs = Math.max(waitMs, this.#tokens.roomAtMs(tokens, tokensPerMinute, nowMs) - nowMs)
    return waitMs
  }

  take(tokens: number, nowMs: number): void {
    this.#inFlight += 1
    this.#lastAdmittedMs = nowMs
    this.#count(tokens, nowMs)
  }

  refuse(tokens: number, nowMs: number): void {
    if (this.rule.countsRefused) this.#count(tokens, nowMs)
  }

  leave(): void {
    this.#inFlight -= 1
  }

  #count(tokens: number, nowMs: number): void {
    if (this.rule.requestsPerMinute !== undefined) this.#starts.take(1, nowMs)
    if (this.rule.tokensPerMinute !== undefined) this.#tokens.take(tokens, nowMs)
  }
}

/** A refusal for too much, as its provider would word it. */
export function refusalOf({ hintMs }: ProviderRule, waitMs: number, durationMs: number): CallOutcome {
  const delayMs = hintMs === 'told' ? waitMs : hintMs
  return {
    kind: 'RATE_LIMITED',
    stage: 'refused',
    message: 'too many requests',
    httpStatus: 429,
    durationMs,
    hint: delayMs === null ? undefined : { delayMs, source: 'imagined' },
  }
}
