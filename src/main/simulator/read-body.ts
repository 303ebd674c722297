import type { IncomingMessage } from 'node:http'

/** The most a request may bring. */
export const maxBodyBytes = 32 * 1024 * 1024

/** Gives the whole body, or undefined when it is larger than `maxBodyBytes` (the rest is read and forgotten). Never called when the caller goes away first. */
export function readBody(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= maxBodyBytes) chunks.push(chunk)
    else chunks.length = 0
  })
  request.on('end', () => {
    const [only] = chunks
    if (length > maxBodyBytes) done(undefined)
    else done(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks))
  })
}
