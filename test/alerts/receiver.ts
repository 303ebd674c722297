import { createServer, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** What a webhook got: the path and the body, in order. */
export interface Received {
  readonly path: string
  readonly body: Record<string, unknown>
}

/** A webhook on loopback. `answer` may leave the caller without an answer; default: 200. Ends with the test. */
export async function openReceiver(answer: (response: ServerResponse, index: number) => void = (response) => void response.end('ok')) {
  const received: Received[] = []
  const listeners = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown> })
      answer(response, received.length - 1)
      for (const listener of listeners) listener()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere')
  return {
    received,
    origin: `http://127.0.0.1:${address.port}`,
    /** Resolves once so many requests have come. */
    got: (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (received.length < count) return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      }),
  }
}
