/** A version by the order it came in; `withdrawsId` names one that came before it. */
export interface Withdrawing {
  readonly id: number
  readonly withdrawsId: number | null
}

/**
 * Of each version that does not count, by its id, the one that took it away: the last that names it and counts itself. A version that is taken away takes
 * nothing away any more, so what it had withdrawn counts again. They may be given in any order.
 */
export function withdrawalsOf<Version extends Withdrawing>(versions: Iterable<Version>): Map<number, Version> {
  const withdrawals = new Map<number, Version>()
  for (const version of [...versions].sort((left, right) => right.id - left.id)) {
    const { id, withdrawsId } = version
    if (withdrawsId !== null && !withdrawals.has(id) && !withdrawals.has(withdrawsId)) withdrawals.set(withdrawsId, version)
  }
  return withdrawals
}

/** The versions that price: they count, and take none away. */
export function pricingVersions<Version extends Withdrawing>(versions: readonly Version[]): Version[] {
  const withdrawals = withdrawalsOf(versions)
  return versions.filter(({ id, withdrawsId }) => withdrawsId === null && !withdrawals.has(id))
}
