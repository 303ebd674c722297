import { Agent, type Dispatcher } from 'undici'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import { importLimits } from './import-limits.ts'
import { isLoopback } from './source-address.ts'

export const fetchPolicy = { deadlineMs: 30_000, connectMs: 10_000 } as const

/**
 * The text behind an address: https, or http to this machine; one answer of 200, whole within 30 s, of 32 MiB at most; no redirect is followed.
 * Errors: INVALID_INPUT at `url`.
 */
export async function fetchCatalog(address: string, clock: Clock): Promise<string> {
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw refused('an address holds no user name and no password')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw refused('http:// to another machine can be changed on its way: use https://')
  const ended = new AbortController()
  const late = new AbortController()
  void clock.sleep(fetchPolicy.deadlineMs, ended.signal).then(
    () => late.abort(),
    () => undefined,
  )
  const agent = new Agent({ connectTimeout: fetchPolicy.connectMs, headersTimeout: 0, bodyTimeout: 0, allowH2: false })
  try {
    return await read(agent, url, late.signal)
  } catch (error) {
    if (error instanceof AppError) throw error
    if (late.signal.aborted) throw refused('it does not answer whole within 30 s')
    throw refused(`it cannot be reached (${codeOf(error)})`)
  } finally {
    ended.abort()
    await agent.destroy()
  }
}

async function read(agent: Agent, url: URL, signal: AbortSignal): Promise<string> {
  const { origin, pathname, search } = url
  const headers = { accept: 'application/json, */*;q=0.5', 'accept-encoding': 'identity', 'user-agent': 'assay' }
  const response = await agent.request({ origin, path: pathname + search, method: 'GET', headers, signal })
  const { statusCode } = response
  if (statusCode >= 300 && statusCode < 400)
    throw refused('it answers with a redirect, which is not followed: give the address it leads to')
  if (statusCode !== 200) throw refused(`it answers with status ${statusCode}`)
  const encoding = response.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity')
    throw refused(`it answers compressed (${String(encoding)}), which was not asked for`)
  return await readText(response.body)
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > importLimits.bytes) throw refused('it answers with more than 32 MiB')
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw refused('what it answers is not UTF-8')
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

function refused(message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path: 'url', message }] })
}
