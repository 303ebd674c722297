import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import type { WriteContext } from '../write-context.ts'

/** Up to here a text stands in its own row: most answers are short, and a row of its own costs an index and a hash. */
const inlineBytes = 1024

/** Keeps a text: short ones inline, long ones once per content, compressed. */
export function keepText(context: WriteContext, text: string | null): { readonly text: string | null; readonly hash: string | null } {
  if (text === null || Buffer.byteLength(text) <= inlineBytes) return { text, hash: null }
  const plain = Buffer.from(text)
  const hash = createHash('sha256').update(plain).digest('hex')
  context
    .prepare(`insert into body (hash, encoding, bytes, data) values (?, 'zstd', ?, ?) on conflict do nothing`)
    .run(hash, plain.length, zstdCompressSync(plain))
  return { text: null, hash }
}
