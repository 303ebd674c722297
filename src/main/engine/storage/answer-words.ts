import { hash } from 'node:crypto'

/** So many of the hash's hexadecimal digits make a number that is exact. */
const digits = 13

/** What two answers have in common when their words are the same, white space around them apart: 52 bits of SHA-256. */
export function answerWords(answer: string): number {
  return Number.parseInt(hash('sha256', answer.trim(), 'hex').slice(0, digits), 16)
}
