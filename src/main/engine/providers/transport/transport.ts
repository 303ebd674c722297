import { setMaxListeners } from 'node:events'
import type { Clock, ProviderCall } from '#engine/ports'
import { Connections } from './connections.ts'
import { Deadlines } from './deadlines.ts'
import { Exchange } from './exchange.ts'

/** `fetch` as the SDK calls it. */
export type SdkFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** Whatever stands in for the network when the SDK sends a request: an exchange, or a rehearsal. */
export type Sender = (url: string, headers: Record<string, string>, body: string) => Promise<Response>

/** Headers by which the wire formats authenticate. An endpoint that wants no key is sent none of them. */
const credentialHeaders = ['authorization', 'x-api-key', 'x-goog-api-key']

/**
 * HTTP to providers: each request once, no redirect, no retry, bounded in time and size.
 * The SDK passes a call's abort signal on to `fetch` untouched; by it `fetch` finds what the request belongs to, so that models can be
 * shared between calls and nothing about a call travels as a header.
 */
export class Transport {
  readonly #clock: Clock
  readonly #connections = new Connections()
  readonly #deadlines: Deadlines
  readonly #senders = new Map<AbortSignal, Sender>()
  readonly #inFlight = new Set<Exchange>()
  #isClosed = false

  constructor(clock: Clock) {
    this.#clock = clock
    this.#deadlines = new Deadlines(clock)
  }

  readonly fetch: SdkFetch = (input, init) => {
    const sender = init?.signal && this.#senders.get(init.signal)
    if (!sender) return Promise.reject(new Error('a request that belongs to no call'))
    return sender(String(input), plainHeaders(init.headers), typeof init.body === 'string' ? init.body : '')
  }

  /** Runs one call's exchange; `signal` cancels it. It is in flight until `use` has settled. */
  async exchange<T>(call: ProviderCall, signal: AbortSignal, use: (exchange: Exchange) => Promise<T>): Promise<T> {
    const exchange = new Exchange(call, call.parameters.stream === true, this.#clock, this.#deadlines)
    const cancel = () => exchange.finish({ kind: 'cancelled' })
    if (signal.aborted || this.#isClosed) cancel()
    setMaxListeners(0, signal)
    signal.addEventListener('abort', cancel)
    this.#inFlight.add(exchange)
    try {
      return await this.intercept(
        exchange.signal,
        (url, headers, body) => this.#send(exchange, url, headers, body),
        () => use(exchange),
      )
    } finally {
      signal.removeEventListener('abort', cancel)
      this.#inFlight.delete(exchange)
    }
  }

  /** While `use` runs, whatever is fetched under `signal` goes to `sender`. */
  async intercept<T>(signal: AbortSignal, sender: Sender, use: () => Promise<T>): Promise<T> {
    this.#senders.set(signal, sender)
    try {
      return await use()
    } finally {
      this.#senders.delete(signal)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const exchange of this.#inFlight) exchange.finish({ kind: 'cancelled' })
    this.#deadlines.stop()
    await this.#connections.close()
  }

  #send(exchange: Exchange, url: string, headers: Record<string, string>, body: string): Promise<Response> {
    const { attemptId, sendsAttemptId, apiKey, timeouts } = exchange.call
    headers['user-agent'] = 'assay'
    headers['accept-encoding'] = 'identity'
    if (sendsAttemptId) headers['x-client-request-id'] = attemptId
    if (apiKey === null) for (const name of credentialHeaders) delete headers[name]
    return exchange.send(this.#connections.route(url, timeouts.connectMs), headers, body)
  }
}

/** The SDK gives its headers as a record of its own making, by lower-case name. */
function plainHeaders(given: RequestInit['headers']): Record<string, string> {
  const headers: Record<string, string> = {}
  if (given === undefined || Array.isArray(given) || given instanceof Headers) return Object.fromEntries(new Headers(given))
  for (const [name, value] of Object.entries(given)) if (typeof value === 'string') headers[name] = value
  return headers
}
