import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A place to listen that only this account can reach; `remove` clears it away after the server has closed. */
export interface LocalAddress {
  readonly path: string
  remove(): void
}

/** The shortest limit of the platforms we run on is 104 bytes, the final zero included. */
const maxSocketPathBytes = 103

const folderPrefix = 'assay-'
const socketName = 'engine'

export function createLocalAddress(): LocalAddress {
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\assay-${randomBytes(16).toString('hex')}`, remove: () => undefined }
  const parent = Buffer.byteLength(path.join(tmpdir(), `${folderPrefix}XXXXXX`, socketName)) <= maxSocketPathBytes ? tmpdir() : '/tmp'
  const folder = mkdtempSync(path.join(parent, folderPrefix))
  return { path: path.join(folder, socketName), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** An engine that was killed could not clear its address away; the next one does. Only a socket of ours and its then empty folder are removed. */
export function removeLeftBehind(socket: string): void {
  const folder = path.dirname(socket)
  if (path.basename(socket) !== socketName || !path.basename(folder).startsWith(folderPrefix)) return
  try {
    rmSync(socket, { force: true })
    rmdirSync(folder)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}
