import type { PriceVersion } from '#contract/prices'

/** How a version stands at an instant. `passed`: another has come after it; `replaced`: another of the same instant holds in its place. */
export type Standing = 'in_force' | 'future' | 'passed' | 'replaced' | 'withdrawn'

export interface StandingVersion {
  readonly version: PriceVersion
  readonly standing: Standing
  /** When the next that counts comes; null: none is known. */
  readonly untilMs: number | null
  /** The version that took it away. */
  readonly withdrawal: PriceVersion | undefined
}

/** Versions that price, newest first, as they stand. Those that only take others away are told at what they took. In force is the last by instant, then by `seq`. */
export function standingsOf(versions: readonly PriceVersion[], nowMs: number): readonly StandingVersion[] {
  const byId = new Map(versions.map((version) => [version.id as string, version]))
  const priced = versions.filter(({ withdraws }) => withdraws === null)
  const counting = priced.filter((version) => !isWithdrawn(version)).toSorted(inTime)
  const holds = new Map(counting.map((version) => [version.effectiveFromMs as number, version]))
  const instants = [...holds.keys()]
  const inForce = counting.findLast(({ effectiveFromMs }) => effectiveFromMs <= nowMs)
  const standingOf = (version: PriceVersion): Standing => {
    if (isWithdrawn(version)) return 'withdrawn'
    if (holds.get(version.effectiveFromMs)?.id !== version.id) return 'replaced'
    if (version.id === inForce?.id) return 'in_force'
    return version.effectiveFromMs > nowMs ? 'future' : 'passed'
  }
  return priced
    .toSorted((left, right) => -inTime(left, right))
    .map((version) => ({
      version,
      standing: standingOf(version),
      untilMs: instants.find((atMs) => atMs > version.effectiveFromMs) ?? null,
      withdrawal: isWithdrawn(version) ? byId.get(version.withdrawnBy ?? '') : undefined,
    }))
}

function isWithdrawn({ withdrawnBy }: PriceVersion): boolean {
  return withdrawnBy !== null
}

function inTime(left: PriceVersion, right: PriceVersion): number {
  return left.effectiveFromMs - right.effectiveFromMs || left.seq - right.seq
}
