import { createHash } from 'node:crypto'
import type { Message } from '#contract/batch'

/** By what the same messages, as they are sent, are known again. */
export function bodyHashOf(messages: readonly Message[]): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('base64url')
}
