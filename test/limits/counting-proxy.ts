import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came by. */
export interface PassedRequest {
  readonly model: string
  /** Requests for this model without an answer when it came, itself included. */
  readonly open: number
  /** `performance.now()`. */
  readonly atMs: number
}

/**
 * Stands on loopback between whoever asks and a provider, and counts what is open, knowing nothing of anybody's limits.
 * A request is open from its first byte until its answer is about to be handed on.
 */
export class CountingProxy {
  readonly passed: PassedRequest[] = []
  readonly #server: Server
  readonly #target: string
  readonly #agent = new Agent({ keepAlive: true })
  readonly #open = new Map<string, number>()

  private constructor(server: Server, target: string) {
    this.#server = server
    this.#target = target
  }

  /** `target`: an origin. */
  static async before(target: string): Promise<CountingProxy> {
    const server = createServer({ keepAliveTimeout: 120_000 })
    const proxy = new CountingProxy(server, target)
    server.on('request', (incoming, response) => void proxy.#pass(incoming, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return proxy
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#agent.destroy()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const atMs = performance.now()
    const asked = await bytesOf(incoming)
    const { model } = JSON.parse(asked.toString('utf8')) as { readonly model: string }
    const open = (this.#open.get(model) ?? 0) + 1
    this.#open.set(model, open)
    this.passed.push({ model, open, atMs })
    const onward = request(this.#target + incoming.url, { method: incoming.method, headers: incoming.headers, agent: this.#agent })
    onward.end(asked)
    const [answer] = (await once(onward, 'response')) as [IncomingMessage]
    const body = await bytesOf(answer)
    this.#open.set(model, (this.#open.get(model) ?? 0) - 1)
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(body)
  }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}
