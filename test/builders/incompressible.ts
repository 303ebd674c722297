import { createHash } from 'node:crypto'

/** A text of about so many bytes that no compression makes much shorter, the same for the same seed. */
export function incompressible(bytes: number, seed: number | string): string {
  const parts = Array.from({ length: Math.ceil(bytes / 88) }, (_, index) =>
    createHash('sha512').update(`${seed}/${index}`).digest('base64'),
  )
  return parts.join('').slice(0, bytes)
}
