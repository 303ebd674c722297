import type { ModelRef } from '#contract/ids'
import type { RepriceAt } from '#contract/reports'
import type { EpochMs } from '#contract/units'
import { assertNever, readInstant } from '#renderer/lib'
import type { ReportsSearch } from '../search.ts'

/** At which prices the address imagines calls; undefined: it does not say yet, and `wanted` says what is missing. */
export function pricesOf({ at, on, as, input, output }: ReportsSearch): { readonly prices: RepriceAt } | { readonly wanted: string } {
  switch (at) {
    case undefined:
      return { prices: { at: 'now' } }
    case 'instant': {
      const instantMs = readInstant(on)
      return instantMs === undefined ? { wanted: 'Say at which instant.' } : { prices: { at, instantMs: instantMs as EpochMs } }
    }
    case 'model':
      return as === undefined
        ? { wanted: 'Choose the model at whose prices the calls are imagined.' }
        : { prices: { at, model: as as ModelRef } }
    case 'factor':
      return { prices: { at, input: input ?? 1, output: output ?? 1 } }
    default:
      return assertNever(at)
  }
}
