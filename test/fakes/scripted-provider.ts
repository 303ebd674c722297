import type { EpochMs, MonotonicMs } from '#contract/units'
import type { CallOutcome, Clock, ProviderCall, ProviderClient, Rehearsal } from '#engine/ports'

/** A request as the provider saw it arrive. */
export interface SeenRequest {
  /** From 0, in order of arrival. */
  readonly index: number
  readonly call: ProviderCall
  readonly atMs: MonotonicMs
  readonly atEpochMs: EpochMs
  /** Calls in flight when it arrived, itself included. */
  readonly inFlight: number
}

/** What the provider does with a request; `clock` to take its time. */
export type Rule = (request: SeenRequest, clock: Clock) => CallOutcome | Promise<CallOutcome>

/** Answers by rule and remembers every request; says no to what `unsayable` says no to. An aborted signal gives CANCELLED, as does `close`. */
export class ScriptedProvider implements ProviderClient {
  rule: Rule
  unsayable: (rehearsal: Rehearsal) => string | undefined = () => undefined
  readonly requests: SeenRequest[] = []
  /** Keys it was told to let go of, in order. */
  readonly forgotten: string[] = []
  inFlight = 0
  mostInFlight = 0
  readonly #clock: Clock
  readonly #closing = new AbortController()

  constructor(clock: Clock, rule: Rule) {
    this.#clock = clock
    this.rule = rule
  }

  forgetKey(apiKey: string): void {
    this.forgotten.push(apiKey)
  }

  async call(call: ProviderCall, signal: AbortSignal): Promise<CallOutcome> {
    const startedMs = this.#clock.monotonicMs()
    if (signal.aborted || this.#closing.signal.aborted) return cancelled('not_sent', 0)
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    const request: SeenRequest = {
      index: this.requests.length,
      call,
      atMs: startedMs,
      atEpochMs: this.#clock.nowMs(),
      inFlight: this.inFlight,
    }
    this.requests.push(request)
    const cut = cutOff(signal, this.#closing.signal)
    try {
      const outcome = await Promise.race([this.rule(request, this.#clock), cut.happened])
      const durationMs = this.#clock.monotonicMs() - startedMs
      return outcome === 'cut' ? cancelled('unanswered', durationMs) : { ...outcome, durationMs }
    } finally {
      cut.forget()
      this.inFlight -= 1
    }
  }

  async findUnsayable(rehearsal: Rehearsal): Promise<string | undefined> {
    return this.unsayable(rehearsal)
  }

  async close(): Promise<void> {
    this.#closing.abort()
  }

  /** Instants at which requests came. Monotonic. */
  get arrivals(): number[] {
    return this.requests.map((request) => request.atMs)
  }
}

function cancelled(stage: 'not_sent' | 'unanswered', durationMs: number): CallOutcome {
  return { kind: 'CANCELLED', stage, message: 'cancelled', durationMs }
}

function cutOff(...signals: readonly AbortSignal[]): { readonly happened: Promise<'cut'>; forget(): void } {
  const listening = new AbortController()
  const happened = new Promise<'cut'>((resolve) => {
    for (const signal of signals) signal.addEventListener('abort', () => resolve('cut'), { once: true, signal: listening.signal })
  })
  return { happened, forget: () => listening.abort() }
}
