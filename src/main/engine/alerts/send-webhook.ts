import { Agent } from 'undici'
import type { Clock } from '#engine/ports'
import { parseDurationMs } from '#engine/resilience'

/** What came back. `failure` null: it was taken. Neither holds the address. `retryAfterMs`: how long the receiver wants to be left alone. */
export interface Sent {
  readonly status: number | null
  readonly failure: string | null
  readonly retryAfterMs?: number | undefined
}

export const sendPolicy = { deadlineMs: 10_000 } as const

/** One POST, over a connection of its own: answered within 10 s with a status of 200 to 299, or failed. No redirect is followed, no answer read. Rejects with the signal alone. */
export async function sendWebhook(url: URL, body: string, clock: Clock, signal: AbortSignal): Promise<Sent> {
  const ended = new AbortController()
  const late = new AbortController()
  void clock.sleep(sendPolicy.deadlineMs, ended.signal).then(
    () => late.abort(),
    () => undefined,
  )
  const agent = new Agent({ connectTimeout: sendPolicy.deadlineMs, headersTimeout: 0, bodyTimeout: 0, allowH2: false })
  try {
    const { origin, pathname, search } = url
    const headers = { 'content-type': 'application/json', 'user-agent': 'assay' }
    const response = await agent.request({
      ...{ origin, path: pathname + search, method: 'POST', headers, body },
      signal: AbortSignal.any([signal, late.signal]),
    })
    response.body.on('error', () => undefined)
    return sentOf(response.statusCode, response.headers['retry-after'])
  } catch (error) {
    signal.throwIfAborted()
    if (late.signal.aborted) return { status: null, failure: 'no answer within 10 s' }
    return { status: null, failure: `it cannot be reached (${codeOf(error)})` }
  } finally {
    ended.abort()
    await agent.destroy()
  }
}

function sentOf(status: number, retryAfter: string | string[] | undefined): Sent {
  if (status >= 200 && status < 300) return { status, failure: null }
  if (status >= 300 && status < 400) return { status, failure: `HTTP ${status}: a redirect, which is not followed` }
  const retryAfterMs = typeof retryAfter === 'string' ? parseDurationMs(`${retryAfter}s`) : undefined
  return { status, failure: `HTTP ${status}`, retryAfterMs }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
