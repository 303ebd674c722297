import { readFile } from 'node:fs/promises'
import path from 'node:path'

export interface RendererFile {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | string
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * One file of the built page, with the headers it is shown under: nothing from elsewhere, no script or style without `nonce`.
 * 404 for what is not there, 403 for what lies outside `folder`. `nonce` is fresh for each page.
 */
export async function readRendererFile(folder: string, pathname: string, nonce: string): Promise<RendererFile> {
  const root = path.resolve(folder)
  const file = path.resolve(root, `.${decodeURIComponent(pathname === '/' ? '/index.html' : pathname)}`)
  if (!file.startsWith(root + path.sep)) return { status: 403, headers: {}, body: '' }
  const bytes = await readIfThere(file)
  if (bytes === undefined) return { status: 404, headers: {}, body: '' }
  const headers = {
    'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  }
  if (!file.endsWith('.html')) return { status: 200, headers, body: bytes }
  return {
    status: 200,
    headers: { ...headers, 'content-security-policy': contentSecurityPolicy(nonce) },
    body: new TextDecoder().decode(bytes).replaceAll('__CSP_NONCE__', nonce),
  }
}

function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return undefined
    throw error
  }
}
