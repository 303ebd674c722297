import { createHash } from 'node:crypto'

/** A text of so many bytes that no compression makes much shorter than three quarters, the same for the same seed. */
export function incompressible(bytes: number, seed: number | string): string {
  return createHash('shake256', { outputLength: Math.ceil((bytes * 3) / 4) })
    .update(String(seed))
    .digest('base64')
    .slice(0, bytes)
}
