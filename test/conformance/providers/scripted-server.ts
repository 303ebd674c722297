import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** What the server does with a request; it may leave it unanswered. */
export type Script = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>

/** A provider on loopback that does what a test says and remembers what it was sent. */
export class ScriptedServer {
  readonly #server: Server
  readonly seen: SeenRequest[] = []
  script: Script = (response) => void response.end()

  private constructor(server: Server) {
    this.#server = server
  }

  static async open(): Promise<ScriptedServer> {
    const server = createServer()
    const scripted = new ScriptedServer(server)
    server.on('request', (request, response) => scripted.#serve(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return scripted
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The next request's response, for the test to write as it goes. */
  held(): Promise<ServerResponse> {
    return new Promise((resolve) => {
      this.script = resolve
    })
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    this.seen.push({ path: request.url ?? '', headers: request.headers, body: text === '' ? undefined : JSON.parse(text) })
    await this.script(response, request)
  }
}

/** Lets what was written to a socket arrive at the other end of this process. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Script {
  return text(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

export function html(status: number, headers: Readonly<Record<string, string>> = {}): Script {
  return text(status, `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr>nginx</body></html>`, {
    'content-type': 'text/html',
    ...headers,
  })
}

export function text(status: number, body: string, headers: Readonly<Record<string, string>>): Script {
  return (response) => void response.writeHead(status, headers).end(body)
}

/** A stream of whole events, ended in order. */
export function stream(events: readonly string[], headers: Readonly<Record<string, string>> = {}): Script {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', ...headers })
    for (const event of events) response.write(event)
    response.end()
  }
}

/** A stream that is broken off after some events, once they have arrived. */
export function cutStream(events: readonly string[], how: 'closed' | 'reset'): Script {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const event of events) response.write(event)
    await settled()
    if (how === 'closed') response.socket?.end()
    else response.socket?.resetAndDestroy()
  }
}

export function event(data: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
}
