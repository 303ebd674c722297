import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isReportPath } from '#contract/report-files'
import { openReportFile, readRendererFile } from '#renderer-files'
import type { Access } from './access.ts'
import { isAdmitted } from './admission.ts'
import type { OwnAddress } from './own-address.ts'
import { serverPolicy } from './policy.ts'

export interface AnswerParts {
  readonly own: OwnAddress
  readonly access: Access
  /** The built page. */
  readonly rendererFolder: string
  /** Whose reports are handed out. */
  readonly workspace: string
}

/** An answer without words: why something was refused is nobody's business who is not let in. */
interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** Instead of `body`: too much to be held at once. */
  readonly stream?: { readonly bytes: number; readonly from: Readable }
}

const refused: Answer = { status: 403 }

/** Answers everything but upgrades: the page's files, the way in by a one-time token, and a request for such a token. */
export async function answer(request: IncomingMessage, response: ServerResponse, parts: AnswerParts): Promise<void> {
  const { status, headers, body = '', stream } = await answerTo(request, parts)
  if (response.destroyed) return void stream?.from.destroy()
  // What was not read of a request would be taken for the next one.
  const close = request.complete ? {} : { connection: 'close' }
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...headers,
    ...close,
    'content-length': stream?.bytes ?? Buffer.byteLength(body),
  })
  if (request.method === 'HEAD') {
    stream?.from.destroy()
    response.end()
  } else if (stream === undefined) response.end(body)
  else await handOut(stream.from, response)
}

/** A page that turns away in the middle of a file is no failure. */
async function handOut(from: Readable, response: ServerResponse): Promise<void> {
  try {
    await pipeline(from, response)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error
  }
}

async function answerTo(request: IncomingMessage, { own, access, rendererFolder, workspace }: AnswerParts): Promise<Answer> {
  const { pathname, token } = targetOf(request.url ?? '')
  if (pathname === '/launch' && request.method === 'POST') return await launch(request, own, access)
  if (pathname === '/' && token !== undefined && request.method === 'GET') return enter(request, token, own, access)
  if (!isAdmitted('page', request, own, access)) return refused
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } }
  if (hasBody(request)) return { status: 413 }
  if (isReportPath(pathname)) return await report(workspace, pathname)
  return await readRendererFile(rendererFolder, pathname, randomBytes(16).toString('base64'))
}

async function report(workspace: string, pathname: string): Promise<Answer> {
  const { status, headers, bytes, body } = await openReportFile(workspace, pathname)
  return { status, headers, ...(body !== undefined && { stream: { bytes, from: body } }) }
}

function enter(request: IncomingMessage, token: string, own: OwnAddress, access: Access): Answer {
  const secret = isAdmitted('entry', request, own, access) ? access.enter(token) : undefined
  if (secret === undefined) return refused
  const cookie = `${own.cookie}=${secret}; HttpOnly; SameSite=Strict; Path=/`
  return { status: 303, headers: { location: '/', 'set-cookie': cookie, 'referrer-policy': 'no-referrer' } }
}

/** The one write there is over HTTP. A form of another site cannot send JSON without asking first, and it is not answered. */
async function launch(request: IncomingMessage, own: OwnAddress, access: Access): Promise<Answer> {
  if (!isAdmitted('launch', request, own, access)) return refused
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return { status: 415 }
  if (!(await isSmall(request))) return { status: 413 }
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${own.origin}/?token=${access.newLaunchToken()}` }
}

async function isSmall(request: IncomingMessage): Promise<boolean> {
  let bytes = 0
  for await (const chunk of request) {
    bytes += Buffer.byteLength(chunk)
    if (bytes > serverPolicy.maxBodyBytes) return false
  }
  return true
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** An address in whole, which a proxy would be sent, names no file of ours: its path is taken as it stands. */
function targetOf(url: string): { readonly pathname: string; readonly token: string | undefined } {
  const [pathname = '', query = ''] = url.split('?', 2)
  return { pathname, token: new URLSearchParams(query).get('token') ?? undefined }
}
