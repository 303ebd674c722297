import type { Dispatcher } from 'undici'
import type { EpochMs } from '#contract/units'
import type { Clock, ProviderCall } from '#engine/ports'
import { AnswerBody } from './answer-body.ts'
import type { Deadlines } from './deadlines.ts'
import { type ExchangeEnd, ExchangeEnded, endOf } from './exchange-end.ts'
import { maxAnswerBytes, maxErrorBytes } from './limits.ts'
import { answerFor } from './sdk-response.ts'

/** The dispatcher and path an address stands for. */
export interface Route {
  readonly dispatcher: Dispatcher
  readonly path: string
}

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

/**
 * One request and what came of it.
 * 1. It is sent at most once, and never after it has ended.
 * 2. The first end counts: whatever the network or the SDK says later changes nothing.
 * 3. What had arrived when it ended stays readable: a streamed body is closed, not broken, so nothing in the pipeline is lost.
 * 4. A deadline is an instant of the steady clock: connecting until the request leaves, then silence since the last byte, always the total.
 *    Who did not ask for a stream hears nothing while the model thinks: until the headers of a plain answer silence has no limit but the total.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly call: ProviderCall
  /** The key by which the SDK's fetch finds this exchange. */
  readonly signal: AbortSignal
  readonly #clock: Clock
  readonly #deadlines: Deadlines
  readonly #isStreamed: boolean
  #startedAtMs: number | undefined
  readonly body = new AnswerBody()
  #controller: Dispatcher.DispatchController | undefined
  #settle: { resolve: (response: Response) => void; reject: (reason: Error) => void } | undefined
  #aliveAtMs = 0
  #headersAtMs: number | undefined
  #endedAtMs: number | undefined
  #isSent = false
  #isWhole = false
  #status: number | undefined
  #headers: ResponseHeaders = {}
  #end: ExchangeEnd | undefined

  constructor(call: ProviderCall, isStreamed: boolean, clock: Clock, deadlines: Deadlines) {
    this.call = call
    this.signal = new AbortController().signal
    this.#clock = clock
    this.#deadlines = deadlines
    this.#isStreamed = isStreamed
  }

  get status(): number | undefined {
    return this.#status
  }

  /** Whether the request left this machine, as far as can be known. */
  get isSent(): boolean {
    return this.#isSent
  }

  get end(): ExchangeEnd | undefined {
    return this.#end
  }

  header(name: string): string | undefined {
    const value = this.#headers[name]
    return Array.isArray(value) ? value[0] : value
  }

  /** From sending until the end, or until now while it runs; 0 before it is sent. */
  durationMs(): number {
    return this.#startedAtMs === undefined ? 0 : (this.#endedAtMs ?? this.#clock.monotonicMs()) - this.#startedAtMs
  }

  nowMs(): EpochMs {
    return this.#clock.nowMs()
  }

  /** How long ago the headers arrived; 0 before they did. */
  headersAgeMs(): number {
    return this.#headersAtMs === undefined ? 0 : this.#clock.monotonicMs() - this.#headersAtMs
  }

  /** Sends it. Rejects with `ExchangeEnded` when it ended without a 2xx answer. */
  send(route: Route, headers: Record<string, string>, body: string): Promise<Response> {
    if (this.#settle !== undefined) return Promise.reject(new ExchangeEnded('already sent'))
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      if (this.#end !== undefined) return reject(new ExchangeEnded(this.#end.kind))
      this.#startedAtMs = this.#clock.monotonicMs()
      this.#deadlines.watch(this)
      try {
        route.dispatcher.dispatch({ path: route.path, method: 'POST', headers, body }, this)
      } catch (error) {
        this.finish({ kind: 'unsendable', detail: String(error) })
      }
    })
  }

  /** Ends it, unless it has ended: cancels the request, closes the body, settles the answer. */
  finish(end: ExchangeEnd): void {
    if (this.#end !== undefined || this.#isWhole) return
    this.#end = end
    this.#close()
    this.#settle?.reject(new ExchangeEnded(end.kind))
    this.#controller?.abort(new ExchangeEnded(end.kind))
  }

  dueAtMs(): number {
    const { connectMs, silenceMs, totalMs } = this.call.timeouts
    const startedAtMs = this.#startedAtMs ?? 0
    const silentUntilMs = this.#isThinking() ? Number.POSITIVE_INFINITY : this.#aliveAtMs + silenceMs
    const phaseMs = this.#isSent ? silentUntilMs : startedAtMs + connectMs
    return Math.min(phaseMs, startedAtMs + totalMs)
  }

  expire(nowMs: number): void {
    const { connectMs, silenceMs, totalMs } = this.call.timeouts
    if (nowMs >= (this.#startedAtMs ?? 0) + totalMs)
      this.finish({ kind: 'timeout', phase: 'total', detail: `No whole answer within ${totalMs} ms.` })
    else if (this.#isSent) this.finish({ kind: 'timeout', phase: 'silence', detail: `No byte for ${silenceMs} ms.` })
    else this.finish({ kind: 'timeout', phase: 'connect', detail: `No connection within ${connectMs} ms.` })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#end !== undefined) {
      controller.abort(new ExchangeEnded(this.#end.kind))
      return
    }
    this.#isSent = true
    this.#aliveAtMs = this.#clock.monotonicMs()
    this.#deadlines.reconsider(this)
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (this.#end !== undefined || status < 200) return
    this.#aliveAtMs = this.#clock.monotonicMs()
    this.#headersAtMs = this.#aliveAtMs
    this.#status = status
    this.#headers = headers
    this.#deadlines.reconsider(this)
    if (this.#isEventStream()) {
      this.body.onRoom(() => controller.resume())
      this.#settle?.resolve(answerFor(status, this.body))
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#end !== undefined) return
    this.#aliveAtMs = this.#clock.monotonicMs()
    this.body.push(chunk)
    if (!this.#isAccepted()) {
      if (this.body.bytes > maxErrorBytes) this.finish({ kind: 'refused' })
    } else if (this.body.bytes > maxAnswerBytes)
      this.finish({ kind: 'malformed', detail: `The answer is larger than ${maxAnswerBytes} bytes.` })
    else if (this.#isEventStream()) {
      if (this.body.isLineTooLong) this.finish({ kind: 'malformed', detail: 'A line of the stream is too long.' })
      else if (this.body.isFull) controller.pause()
    }
  }

  onResponseEnd(): void {
    if (this.#end !== undefined) return
    if (!this.#isAccepted()) {
      this.finish({ kind: 'refused' })
      return
    }
    this.#isWhole = true
    this.#close()
    if (!this.#isEventStream()) this.#settle?.resolve(answerFor(this.#status ?? 0, this.body))
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.finish(this.#status !== undefined && !this.#isAccepted() ? { kind: 'refused' } : endOf(error, this.#status !== undefined))
  }

  #close(): void {
    this.#endedAtMs = this.#clock.monotonicMs()
    this.#deadlines.forget(this)
    this.body.close()
  }

  #isThinking(): boolean {
    return !this.#isStreamed && this.#headersAtMs === undefined
  }

  #isAccepted(): boolean {
    return this.#status !== undefined && this.#status < 300
  }

  /** A page or a document where a stream was asked for is read whole, to see what it says. */
  #isEventStream(): boolean {
    return this.#isStreamed && this.#isAccepted() && !/json|html/.test(this.header('content-type') ?? '')
  }
}
