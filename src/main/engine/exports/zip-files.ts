import { closeSync, openSync, readSync } from 'node:fs'
import { Zip, ZipDeflate } from 'fflate'

/** A file of an archive: bytes at hand, or those of a file. */
export interface ZipPart {
  readonly name: string
  readonly from: { readonly bytes: Uint8Array } | { readonly file: string }
}

/** Nothing in an archive says when it was made. As text without a zone it is the same on every clock. */
const mtime = '1980-01-01T00:00:00'
const chunkBytes = 256 * 1024

/** An archive of files in their order, a piece at a time: the same files give the same bytes. */
export function writeZip(parts: readonly ZipPart[], write: (bytes: Uint8Array) => void): void {
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error
    write(bytes)
  })
  for (const { name, from } of parts) {
    const entry = new ZipDeflate(name, { level: 6 })
    entry.mtime = mtime
    zip.add(entry)
    if ('bytes' in from) entry.push(from.bytes, true)
    else for (const { bytes, isLast } of chunksOf(from.file)) entry.push(bytes, isLast)
  }
  zip.end()
}

function* chunksOf(file: string): Generator<{ readonly bytes: Uint8Array; readonly isLast: boolean }> {
  const descriptor = openSync(file, 'r')
  try {
    for (;;) {
      const bytes = new Uint8Array(chunkBytes)
      const read = readSync(descriptor, bytes)
      yield { bytes: bytes.subarray(0, read), isLast: read === 0 }
      if (read === 0) return
    }
  } finally {
    closeSync(descriptor)
  }
}
