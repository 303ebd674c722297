import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

export interface RawRequest {
  readonly port: number
  readonly method?: string
  /** As it goes over the wire: nothing is tidied. */
  readonly path?: string
  /** Host among them; nothing is added. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const upgradeHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/** One request over a connection of its own, saying what no browser would let a page say. */
export async function rawRequest({ port, method = 'GET', path = '/', headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false, setHost: false })
  asked.end(body)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('error', reject)
    asked.once('response', resolve)
    asked.once('upgrade', (upgraded, stream) => {
      stream.destroy()
      resolve(upgraded)
    })
  })
  const text = answer.statusCode === 101 ? '' : await bodyOf(answer)
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: text }
}

export async function rawUpgrade({ headers, ...rest }: RawRequest): Promise<RawAnswer> {
  return await rawRequest({ path: '/rpc', ...rest, headers: { ...upgradeHeaders, ...headers } })
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) text += chunk
  return text
}
