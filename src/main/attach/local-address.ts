import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A place to listen that only this account can reach; `remove` clears it away after the server has closed. */
export interface LocalAddress {
  readonly path: string
  remove(): void
}

/** The shortest limit of the platforms we run on is 104 bytes, the final zero included. */
const maxSocketPathBytes = 103

export function createLocalAddress(): LocalAddress {
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\assay-${randomBytes(16).toString('hex')}`, remove: () => undefined }
  const parent = Buffer.byteLength(path.join(tmpdir(), 'assay-XXXXXX', 'engine')) <= maxSocketPathBytes ? tmpdir() : '/tmp'
  const folder = mkdtempSync(path.join(parent, 'assay-'))
  return { path: path.join(folder, 'engine'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
