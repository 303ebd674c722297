import type { Hint, LimitRule } from './profile.ts'

/** `waitMs`: from now, when the rule that refused would admit it. */
export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly waitMs: number; readonly hints: readonly Hint[] }

/** One start that still counts in a window. */
interface Start {
  readonly atMs: number
  readonly tokens: number
}

/** What a refused caller is told to wait where the limit knows no instant: a slot is free when another call ends. */
const slotWaitMs = 1000

/**
 * One limit and what it has admitted.
 * 1. Never more than `requestsPerMinute` starts, nor `tokensPerMinute` tokens, lie within any `minuteMs`.
 * 2. Never more than `maxInFlight` admitted calls have not left.
 */
class Gate {
  readonly rule: LimitRule
  #inFlight = 0
  #lastAdmittedMs = Number.NEGATIVE_INFINITY
  #starts: Start[] = []
  #gone = 0
  #tokens = 0

  constructor(rule: LimitRule) {
    this.rule = rule
  }

  appliesTo(model: string): boolean {
    return this.rule.models === undefined || this.rule.models.includes(model)
  }

  /** How long until it would admit; 0: now. Changes nothing a caller can see. */
  waitMs(tokens: number, nowMs: number): number {
    this.#forget(nowMs)
    const { maxInFlight, requestsPerMinute, tokensPerMinute, admitEveryMs, minuteMs } = this.rule
    let waitMs = 0
    if (maxInFlight !== undefined && this.#inFlight >= maxInFlight) waitMs = slotWaitMs
    if (admitEveryMs !== undefined) waitMs = Math.max(waitMs, this.#lastAdmittedMs + admitEveryMs - nowMs)
    if (requestsPerMinute !== undefined) {
      const first = this.#starts[this.#starts.length - requestsPerMinute]
      if (this.#starts.length - this.#gone >= requestsPerMinute && first !== undefined)
        waitMs = Math.max(waitMs, first.atMs + minuteMs - nowMs)
    }
    if (tokensPerMinute !== undefined) waitMs = Math.max(waitMs, this.#tokensWaitMs(tokens, tokensPerMinute, nowMs))
    return waitMs
  }

  take(tokens: number, nowMs: number): void {
    this.#inFlight++
    this.#lastAdmittedMs = nowMs
    this.#count(tokens, nowMs)
  }

  refuse(tokens: number, nowMs: number): void {
    if (this.rule.countsRefused) this.#count(tokens, nowMs)
  }

  leave(): void {
    this.#inFlight--
  }

  #count(tokens: number, nowMs: number): void {
    if (this.rule.requestsPerMinute === undefined && this.rule.tokensPerMinute === undefined) return
    this.#starts.push({ atMs: nowMs, tokens })
    this.#tokens += tokens
  }

  #tokensWaitMs(tokens: number, limit: number, nowMs: number): number {
    let used = this.#tokens
    for (let index = this.#gone; index < this.#starts.length && used > 0; index++) {
      if (used + tokens <= limit) return 0
      const start = this.#starts[index]
      if (start === undefined) break
      used -= start.tokens
      if (used + tokens <= limit || used === 0) return start.atMs + this.rule.minuteMs - nowMs
    }
    return 0
  }

  #forget(nowMs: number): void {
    for (
      let start = this.#starts[this.#gone];
      start !== undefined && nowMs - start.atMs >= this.rule.minuteMs;
      start = this.#starts[this.#gone]
    ) {
      this.#tokens -= start.tokens
      this.#gone++
    }
    if (this.#gone > 1024 && this.#gone * 2 > this.#starts.length) {
      this.#starts = this.#starts.slice(this.#gone)
      this.#gone = 0
    }
  }
}

/** All limits of a profile. A request is admitted by every rule that names its model, or it takes from none. */
export class Limiter {
  readonly #gates: readonly Gate[]

  constructor(rules: readonly LimitRule[]) {
    this.#gates = rules.map((rule) => new Gate(rule))
  }

  admit(model: string, tokens: number, nowMs: number): Admission {
    const gates = this.#gates.filter((gate) => gate.appliesTo(model))
    let refusing: Gate | undefined
    let longestMs = 0
    for (const gate of gates) {
      const waitMs = gate.waitMs(tokens, nowMs)
      if (waitMs <= longestMs) continue
      refusing = gate
      longestMs = waitMs
    }
    for (const gate of gates) {
      if (refusing === undefined) gate.take(tokens, nowMs)
      else gate.refuse(tokens, nowMs)
    }
    return refusing === undefined ? { kind: 'admitted' } : { kind: 'refused', waitMs: longestMs, hints: refusing.rule.hints }
  }

  /** Once for each admitted request, when it is no longer in flight. */
  leave(model: string): void {
    for (const gate of this.#gates) if (gate.appliesTo(model)) gate.leave()
  }
}
