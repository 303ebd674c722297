import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { control, controlPrefix, statsOf } from './control.ts'
import { json } from './deliver.ts'
import { exchange, mark } from './exchange.ts'
import { FastPath } from './fast-path.ts'
import type { LedgerEntry } from './ledger.ts'
import { listModels } from './model-list.ts'
import { Profile, type ProfileInput } from './profile.ts'
import { readBody } from './read-body.ts'
import { SimulatorState } from './state.ts'
import { wireAt } from './wires/index.ts'

export interface SimulatorOptions {
  /** Same seed, same draws. A whole number. */
  readonly seed: number
  readonly profile?: ProfileInput | undefined
  /** Epoch milliseconds, for the ledger and the limits; the system's clock unless given. */
  readonly now?: (() => number) | undefined
}

export type SimulatorStats = ReturnType<typeof statsOf>

/** A simulated provider on loopback. */
export interface Simulator {
  /** `port` 0 takes a free one. `baseUrl` is the OpenAI one, `http://127.0.0.1:PORT/v1`; the other wires hang off the same origin. */
  listen(port?: number): Promise<{ readonly port: number; readonly baseUrl: string }>
  /** What was served so far, in the order in which requests ended. */
  ledger(): readonly LedgerEntry[]
  stats(): SimulatorStats
  /** When every request that has arrived has ended and is in the ledger. */
  settled(): Promise<void>
  /** From now on; the ledger goes on. Throws ZodError when it is no profile. */
  use(profile: ProfileInput): void
  /** Forgets what was served and what was asked; the profile stays. */
  reset(): void
  /** Breaks off every request, writes it down and frees the port. */
  close(): Promise<void>
}

/** Throws RangeError when the seed is no safe integer, ZodError when the profile is none. */
export function createSimulator({ seed, profile = {}, now = Date.now }: SimulatorOptions): Simulator {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number, got ${seed}`)
  const state = new SimulatorState(seed, Profile.parse(profile), now)
  const fastPath = new FastPath(state)
  const server = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0 }, (request, response) => {
    readBody(request, (body) => {
      if (body === undefined) sayPlainly(response, 413, 'the request is too large')
      else if (!fastPath.isOpenFor(request.url) || !fastPath.serve(request, response, body)) route(state, request, response, body)
    })
  })
  return {
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject)
          const address = server.address()
          const bound = address !== null && typeof address === 'object' ? address.port : port
          resolve({ port: bound, baseUrl: `http://127.0.0.1:${bound}/v1` })
        })
      }),
    ledger: () => state.ledger.entries(),
    stats: () => statsOf(state),
    settled: () => state.settled(),
    use: (input) => state.use(Profile.parse(input)),
    reset: () => state.reset(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await Promise.all([closed, state.settled()])
    },
  }
}

function route(state: SimulatorState, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const url = URL.parse(request.url ?? '/', 'http://127.0.0.1')
  if (url === null) sayPlainly(response, 404, `no ${request.method} ${request.url}`)
  else routeTo(url, state, request, response, body)
}

function routeTo(url: URL, state: SimulatorState, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const wire = request.method === 'POST' ? wireAt(url.pathname) : undefined
  const models = request.method === 'GET' ? listModels(url.pathname) : undefined
  if (url.pathname.startsWith(controlPrefix)) control(state, request, response, url, body)
  else if (wire !== undefined) exchange(state, wire, request, response, url.pathname, body)
  else if (models !== undefined) say(response, 200, models)
  else sayPlainly(response, 404, `no ${request.method} ${url.pathname}`)
}

function sayPlainly(response: ServerResponse, status: number, message: string): void {
  say(response, status, { error: { message, type: 'invalid_request_error', param: null, code: null } })
}

function say(response: ServerResponse, status: number, said: object): void {
  response.writeHead(status, { ...mark, ...json })
  response.end(JSON.stringify(said))
}
