import { createHash } from 'node:crypto'
import type { Message } from '#contract/batch'

/** By what the same messages, as they are sent, are known again: with what the user says further, where he does. */
export function bodyHashOf(messages: readonly Message[], turns: readonly string[]): string {
  const said = turns.length === 0 ? messages : { messages, turns }
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url')
}
