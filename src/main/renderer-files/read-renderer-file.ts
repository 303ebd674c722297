import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { hardening } from './hardening.ts'

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
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** What a name in an address can run into on a disk when no file of the page has it. */
const absences: readonly unknown[] = ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG']

/**
 * One file of the built page, with the headers it is shown under, the same for every shell: nothing from elsewhere, no script or style element
 * without `nonce`, which is fresh for each page. `pathname` is as it stands in an address.
 * 404 for what is not there, 403 for what lies outside `folder`; both without a body.
 */
export async function readRendererFile(folder: string, pathname: string, nonce: string): Promise<RendererFile> {
  const root = path.resolve(folder)
  const file = fileOf(root, pathname)
  if (!file?.startsWith(root + path.sep)) return { status: 403, headers: hardening, body: '' }
  const bytes = await readIfThere(file)
  if (bytes === undefined) return { status: 404, headers: hardening, body: '' }
  const headers = { 'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream', ...hardening }
  if (!file.endsWith('.html')) return { status: 200, headers, body: bytes }
  return {
    status: 200,
    headers: { ...headers, 'cache-control': 'no-store', 'content-security-policy': contentSecurityPolicy(nonce) },
    body: new TextDecoder().decode(bytes).replaceAll('__CSP_NONCE__', nonce),
  }
}

/** Undefined: the address names no file. */
function fileOf(root: string, pathname: string): string | undefined {
  const name = decoded(pathname === '/' ? '/index.html' : pathname)
  return name === undefined || name.includes('\0') ? undefined : path.resolve(root, `.${name}`)
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    if (error instanceof Error && 'code' in error && absences.includes(error.code)) return undefined
    throw error
  }
}
