import type { Rates } from '#contract/prices'
import type { Standing, StandingVersion } from './price-versions.ts'

/** Where a version begins, as a share of the width, 0 to 1. */
export interface Mark {
  readonly id: string
  readonly at: number
  /** Counts those of nearly the same place, so that they stand over one another. */
  readonly level: number
  readonly standing: Standing
  readonly atMs: number
}

/** A rate that holds for a part of the time: shares of the width, and of the height from below. */
export interface Step {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly height: number
  readonly isFuture: boolean
}

export interface TimelineView {
  readonly fromMs: number
  readonly toMs: number
  readonly nowAt: number
  readonly marks: readonly Mark[]
  readonly lines: readonly { readonly kind: keyof Rates; readonly steps: readonly Step[] }[]
  /** The rate at the top, in micro-USD per million tokens. */
  readonly most: number
}

const day = 86_400_000
/** Marks nearer than this share of the width stand over one another. */
const apart = 0.025

/** What the drawing shows; undefined: there is nothing to draw. The rates are those of the ordinary case, the last tier. */
export function timelineOf(standings: readonly StandingVersion[], nowMs: number): TimelineView | undefined {
  const inOrder = standings.toReversed()
  const instants = inOrder.map(({ version }) => version.effectiveFromMs as number)
  const [first] = instants.filter((atMs) => atMs > 0)
  if (instants.length === 0) return undefined
  const last = Math.max(nowMs, ...instants)
  const start = Math.min(first ?? nowMs - 365 * day, nowMs)
  const pad = Math.max((last - start) * 0.08, day)
  const [fromMs, toMs] = [start - pad / 2, last + pad]
  const place = (atMs: number) => Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)))
  const counting = inOrder.filter(({ standing }) => standing !== 'withdrawn' && standing !== 'replaced')
  const most = Math.max(
    1,
    ...counting.flatMap(({ version }) => [ordinary(version.tiers, 'input') ?? 0, ordinary(version.tiers, 'output') ?? 0]),
  )
  const steps = (kind: 'input' | 'output') =>
    counting.flatMap(({ version, untilMs, standing }): Step[] => {
      const rate = ordinary(version.tiers, kind)
      if (rate === null) return []
      const [from, to] = [place(version.effectiveFromMs), untilMs === null ? 1 : place(untilMs)]
      return [{ id: version.id, from, to, height: rate / most, isFuture: standing === 'future' }]
    })
  return {
    ...{ fromMs, toMs, most, nowAt: place(nowMs) },
    marks: levelled(inOrder, place),
    lines: (['input', 'output'] as const).map((kind) => ({ kind, steps: steps(kind) })),
  }
}

function levelled(inOrder: readonly StandingVersion[], place: (atMs: number) => number): Mark[] {
  const marks: Mark[] = []
  for (const { version, standing } of inOrder) {
    const at = place(version.effectiveFromMs)
    const before = marks.at(-1)
    const level = before !== undefined && at - before.at < apart ? before.level + 1 : 0
    marks.push({ id: version.id, at, level, standing, atMs: version.effectiveFromMs })
  }
  return marks
}

function ordinary(tiers: StandingVersion['version']['tiers'], kind: 'input' | 'output'): number | null {
  return tiers.at(-1)?.rates[kind] ?? null
}
