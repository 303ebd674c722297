import { type ChartData, colourOf, cumulative, type Period, periodsOf, pivot, regroup, sumOf } from '#renderer/charts'
import { isKnownTotal, type ZoneClock } from '#renderer/lib'
import { monthEnd } from '../range.ts'
import { type CostsShown, partOf } from '../use-costs.ts'

/** Every period of the axis, those without a call among them; a range that has no beginning begins with the first that has one. */
export function periodsShown({ fromMs, range, nowMs, granularity, overTime }: CostsShown, clock: ZoneClock): Period[] {
  const periods = periodsOf(fromMs, Math.max(range.toMs ?? nowMs + 1, fromMs + 1), granularity, clock)
  if (range.fromMs !== undefined) return periods
  const called = new Set(overTime.map(({ group }) => group[0]))
  const first = periods.findIndex(({ key }) => called.has(key))
  return first < 0 ? periods : periods.slice(first)
}

/** What models or providers are ranked by, so that each has the same colour in all charts: dearest first. */
export function rankingOf({ parts, stack }: Pick<CostsShown, 'parts' | 'stack'>): string[] {
  return regroup(parts, partOf(stack)).map(({ group }) => group[0] ?? '')
}

/** Units: nano-USD. */
export function spendOverTime(shown: CostsShown, periods: readonly Period[]): ChartData {
  return pivot({
    rows: shown.overTime,
    pointOf: ({ group }) => group[0] ?? '',
    seriesOf: ({ group }) => group[1] ?? '',
    // What nothing is known of is no $0.
    amountOf: ({ cost }) => (isKnownTotal(cost) ? cost.nanoUsd : null),
    points: periods,
    ranking: rankingOf(shown),
  })
}

/** What was spent up to each period, and, where calls may have been billed, at most. After now nothing is known. Units: nano-USD. */
export function spendSoFar(shown: CostsShown, clock: ZoneClock): ChartData {
  const periods =
    shown.range.name === 'month'
      ? periodsOf(shown.fromMs, monthEnd(shown.nowMs, clock), shown.granularity, clock)
      : periodsShown(shown, clock)
  const order = {
    rows: shown.overTime,
    points: periods,
    seriesOf: () => 'all',
    pointOf: ({ group }: { group: (string | null)[] }) => group[0] ?? '',
  }
  const spent = cumulative(pivot({ ...order, amountOf: ({ cost }) => cost.nanoUsd }), { id: 'spent', label: 'Spent', colour: colourOf(0) })
  const most = { id: 'most', label: 'At most, with what may have been billed', colour: 'var(--doubt)' }
  const upper = cumulative(pivot({ ...order, amountOf: ({ cost }) => cost.nanoUsd + cost.upperNanoUsd }), most)
  const hasUpper = shown.total.cost.upperNanoUsd > 0
  const startOf = new Map(periods.map(({ key, fromMs }) => [key, fromMs]))
  return {
    series: hasUpper ? [...upper.series, ...spent.series] : spent.series,
    points: spent.points.map((point, index) => {
      const isToCome = (startOf.get(point.key) ?? 0) > shown.nowMs
      const values = hasUpper ? [...(upper.points[index]?.values ?? []), ...point.values] : point.values
      return { ...point, values: isToCome ? values.map(() => null) : values }
    }),
  }
}

const classes = [
  ['input', 'Input', ({ inputTokens }) => inputTokens],
  ['cacheRead', 'Read from a cache', ({ cacheReadInputTokens }) => cacheReadInputTokens],
  ['cacheWrite', 'Written to a cache', ({ cacheWriteInputTokens }) => cacheWriteInputTokens],
  ['output', 'Output', ({ outputTokens }) => outputTokens],
  ['reasoning', 'Reasoning', ({ reasoningOutputTokens }) => reasoningOutputTokens],
] as const satisfies readonly (readonly [string, string, (row: CostsShown['total']) => number])[]

/** Tokens by class over time; classes that were never used are left out. */
export function tokensOverTime({ overTime }: CostsShown, periods: readonly Period[]): ChartData {
  const lines = overTime.flatMap((row) =>
    classes.map(([id, , tokensOf]) => ({ id, tokens: tokensOf(row), period: row.group[0] ?? '' })).filter(({ tokens }) => tokens > 0),
  )
  return pivot({
    rows: lines,
    pointOf: ({ period }) => period,
    seriesOf: ({ id }) => id,
    amountOf: ({ tokens }) => tokens,
    points: periods,
    labelOf: (id) => classes.find(([name]) => name === id)?.[1] ?? id,
    ranking: classes.map(([id]) => id),
  })
}

export function sumOfChart({ points }: ChartData): number {
  return points.reduce((sum, { values }) => sum + sumOf(values), 0)
}
