import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import path from 'node:path'
import { Child } from '../test/processes/child.ts'
import { writeLoad } from './loads.ts'
import type { EngineOrder } from './order.ts'

/** What our adapter really sends. */
export interface RecordedRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Headers that every client makes for itself. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'accept-encoding'])
const answer = JSON.stringify({
  ...{ id: 'x', object: 'chat.completion', created: 0, model: 'steady' },
  choices: [{ index: 0, message: { role: 'assistant', content: 'Oslo.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
})

/** Has an engine send a few probes to a server of ours, and keeps the first. */
export async function recordRequest(folder: string): Promise<RecordedRequest> {
  let recorded: RecordedRequest | undefined
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      recorded ??= { headers: headersOf(request), body }
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const order: EngineOrder = {
      ...{ workspace: path.join(folder, 'recording'), baseUrl: `http://127.0.0.1:${port}/v1`, maxParallel: 1 },
      ...{ storageThread: null, loads: [writeLoad(folder, 1)] },
    }
    const child = new Child({ entry: new URL('./engine-process.ts', import.meta.url), order, patienceMs: 60_000 })
    await child.hear('figures')
    await child.finish()
  } finally {
    server.closeAllConnections()
    server.close()
  }
  if (recorded === undefined) throw new Error('the engine sent nothing')
  return recorded
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (ownHeaders.has(name) ? [] : [[name, String(value)]])),
  )
}
