import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LedgerOutcome } from './ledger.ts'
import type { SimulatedUsage } from './usage.ts'

/** How a visit ended; what the ledger adds to what was known at arrival. */
export interface VisitEnd {
  readonly outcome: LedgerOutcome
  readonly httpStatus: number | null
  readonly fault: string | null
  readonly usage: SimulatedUsage | null
  readonly bytesSentCompletely: boolean
}

/** What the end will be if nothing more happens. */
export interface Plan {
  readonly outcome: LedgerOutcome
  readonly fault: string | null
  readonly usage: SimulatedUsage | null
}

/**
 * One request from its arrival to its end.
 * 1. `leave` is called once, before the last byte is handed to the socket or when the caller is seen to be gone.
 * 2. `ended` is called once, when every byte was handed over or the connection is closed.
 * 3. No step runs after the end, and no timer outlives it.
 */
export class Visit {
  readonly #response: ServerResponse
  readonly #request: IncomingMessage
  readonly #leave: () => void
  readonly #ended: (end: VisitEnd) => void
  #plan: Plan = { outcome: 'dropped', fault: null, usage: null }
  #timer: NodeJS.Timeout | undefined
  #hasLeft = false
  #hasEnded = false
  #isFinishing = false

  constructor(request: IncomingMessage, response: ServerResponse, leave: () => void, ended: (end: VisitEnd) => void) {
    this.#request = request
    this.#response = response
    this.#leave = leave
    this.#ended = ended
    response.once('finish', () => this.#end(true))
    response.once('close', () => this.#end(false))
  }

  /** What this visit is about: kept from when it is decided, so that a caller who goes away finds it in the ledger. */
  plan(plan: Plan): void {
    this.#plan = plan
  }

  /** Runs a step later; at once when there is nothing to wait for. */
  after(ms: number, step: () => void): void {
    if (this.#hasEnded) return
    if (ms <= 0) step()
    else this.#timer = setTimeout(step, ms)
  }

  start(status: number, headers: Readonly<Record<string, string | number>>): void {
    if (!this.#hasEnded) this.#response.writeHead(status, headers)
  }

  write(bytes: string | Uint8Array): void {
    if (!this.#hasEnded) this.#response.write(bytes)
  }

  /** Status and headers leave now, before any byte of the body. */
  flush(): void {
    this.#response.flushHeaders()
  }

  finish(bytes: string | Uint8Array): void {
    if (this.#hasEnded) return
    this.#goOut()
    this.#isFinishing = true
    this.#response.end(bytes)
  }

  /** Ends the connection: `reset` at once, `close` after what was written has left. `raw` goes before it, past HTTP. */
  break(how: 'reset' | 'close', raw?: Uint8Array): void {
    if (this.#hasEnded) return
    this.#goOut()
    const { socket } = this.#request
    if (raw !== undefined) socket.write(raw)
    if (how === 'reset') socket.resetAndDestroy()
    else socket.destroySoon()
  }

  #goOut(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.#leave()
  }

  #end(isComplete: boolean): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    clearTimeout(this.#timer)
    this.#goOut()
    const { outcome, fault, usage } = this.#plan
    const isCutShort = !isComplete && (outcome === 'served' || outcome === 'refused')
    this.#ended({
      outcome: isCutShort ? 'dropped' : outcome,
      httpStatus: this.#response.headersSent ? this.#response.statusCode : null,
      fault,
      usage,
      bytesSentCompletely: isComplete && this.#isFinishing,
    })
  }
}
