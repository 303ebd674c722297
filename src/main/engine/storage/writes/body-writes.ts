import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import type { WriteContext } from '../write-context.ts'

/** Up to here a text stands in its own row: most answers are short, and a row of its own costs an index and a hash. */
const inlineBytes = 1024

/** A text as it is kept: short ones inline, long ones by the hash of their content, with their beginning inline. */
export interface SplitText {
  readonly inline: string | null
  readonly body: { readonly hash: string; readonly plain: Buffer } | null
}

export function splitText(text: string | null): SplitText {
  if (text === null || Buffer.byteLength(text) <= inlineBytes) return { inline: text, body: null }
  const plain = Buffer.from(text)
  return { inline: beginningOf(plain), body: { hash: createHash('sha256').update(plain).digest('hex'), plain } }
}

/** As much as stands inline, of whole characters. */
function beginningOf(plain: Buffer): string {
  return new TextDecoder().decode(plain.subarray(0, inlineBytes), { stream: true })
}

/** Keeps a long text once per content, compressed. */
export function keepBody(context: WriteContext, body: { readonly hash: string; readonly plain: Buffer }): void {
  if (context.value('select 1 from body where hash = ?', body.hash) !== undefined) return
  context
    .prepare(`insert into body (hash, encoding, bytes, data) values (?, 'zstd', ?, ?)`)
    .run(body.hash, body.plain.length, zstdCompressSync(body.plain))
}
