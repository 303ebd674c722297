import { clearRollups, rollUp } from '../rollups/index.ts'
import type { WriteContext } from '../write-context.ts'

/** Adds the next attempts to the sums over calls; `left`: how many places of the ledger are to follow. */
export function catchUpRollups(context: WriteContext): { left: number } {
  return { left: context.seq - rollUp(context, context.seq) }
}

/** Forgets those sums, so that catching up makes them anew. */
export function forgetRollups(context: WriteContext): void {
  clearRollups(context)
}
