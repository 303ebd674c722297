import type { Ratio } from '#contract/units'
import { formatShare } from '#renderer/lib'

/** A dash without calls. Near its ends a share is told to a tenth: 99.9 % is not 99.1 %. */
export function saySuccess({ successRate }: { readonly successRate: Ratio | null }): string {
  if (successRate === null || successRate === 1 || successRate < 0.9) return formatShare(successRate)
  return `${Math.min(99.9, Math.round(successRate * 1000) / 10)} %`
}
