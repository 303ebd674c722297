import type { PriceVersion } from '#contract/prices'
import type { EpochMs } from '#contract/units'

/**
 * The version that prices what starts at `atMs`: the greatest (`effectiveFromMs`, `seq`) that is already in effect, in whatever order they are given.
 * undefined: none is, so the price is unknown, not zero.
 */
export function priceInForce<Version extends Pick<PriceVersion, 'effectiveFromMs' | 'seq'>>(
  versions: Iterable<Version>,
  atMs: EpochMs,
): Version | undefined {
  let inForce: Version | undefined
  for (const version of versions) {
    if (version.effectiveFromMs <= atMs && (inForce === undefined || isLater(version, inForce))) inForce = version
  }
  return inForce
}

type Place = Pick<PriceVersion, 'effectiveFromMs' | 'seq'>

function isLater(left: Place, right: Place): boolean {
  return left.effectiveFromMs === right.effectiveFromMs ? left.seq > right.seq : left.effectiveFromMs > right.effectiveFromMs
}
