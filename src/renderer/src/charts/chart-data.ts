/** What a chart draws: for each point along the axis one value of each series, in their order; null where nothing is known. */
export interface ChartData {
  readonly series: readonly Series[]
  readonly points: readonly Point[]
}

export interface Series {
  readonly id: string
  readonly label: string
  /** A colour as CSS says it, such as `var(--series1)`. */
  readonly colour: string
}

/** `label` stands at the axis, `title` says it in full: in the tooltip, the table and to those who do not see the chart. */
export interface PointName {
  readonly key: string
  readonly label: string
  readonly title: string
}

export interface Point extends PointName {
  readonly values: readonly (number | null)[]
}

/** More points a series, or bars in all, nobody tells apart. */
export const mostPoints = 500
export const mostBars = 3000

/** Series that have a colour of their own; the rest is one. */
export const mostSeries = 8

/** The series of all that has none of its own. */
export const otherSeries = 'other series'

export function colourOf(rank: number): string {
  return rank < mostSeries ? `var(--series${rank + 1})` : 'var(--edge)'
}

/**
 * How rows become a chart. Rows of the same point and series are added up; `amountOf` in the smallest unit, whole, so that sums are exact; null: not known, which where nothing
 * else is known stays so, and is never 0.
 */
export interface Pivot<Row> {
  readonly rows: readonly Row[]
  readonly pointOf: (row: Row) => string
  readonly seriesOf: (row: Row) => string
  readonly amountOf: (row: Row) => number | null
  /** The points in their order, those without a row among them. A row of a point that is not here makes one at the end. */
  readonly points: readonly PointName[]
  readonly labelOf?: (series: string) => string
  /** Series known from elsewhere, so that each keeps its colour from chart to chart; others follow, largest first. */
  readonly ranking?: readonly string[]
}

/** Largest series first, those beyond `mostSeries` together as the last. The sum of all values is the sum of all rows. */
export function pivot<Row>(order: Pivot<Row>): ChartData {
  const { rows, pointOf, seriesOf, amountOf, labelOf = (series) => series } = order
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(seriesOf(row), (sums.get(seriesOf(row)) ?? 0) + (amountOf(row) ?? 0))
  const ranked = rank(sums, order.ranking ?? [])
  const own = ranked.length <= mostSeries + 1 ? ranked : ranked.slice(0, mostSeries)
  const others = ranked.length - own.length
  const place = new Map(own.map((id, index) => [id, index]))
  const points = new Map(order.points.map((name) => [name.key, { ...name, values: emptyValues(own.length + Math.sign(others)) }]))
  for (const row of rows) {
    const key = pointOf(row)
    const point = points.get(key) ?? { key, label: key, title: key, values: emptyValues(own.length + Math.sign(others)) }
    points.set(key, point)
    const at = place.get(seriesOf(row)) ?? own.length
    point.values[at] = added([point.values[at] ?? null, amountOf(row)])
  }
  return {
    series: [
      ...own.map((id, index) => ({ id, label: labelOf(id), colour: colourOf(index) })),
      ...(others === 0 ? [] : [{ id: otherSeries, label: `${others} others`, colour: colourOf(mostSeries) }]),
    ],
    points: [...points.values()],
  }
}

/** The sum of what is known; null where something is not and nothing else comes to an amount, whatever the order. */
export function added(values: readonly (number | null)[]): number | null {
  const sum = sumOf(values)
  return sum === 0 && values.includes(null) ? null : sum
}

function emptyValues(count: number): (number | null)[] {
  return Array.from({ length: count }, () => 0)
}

function rank(sums: ReadonlyMap<string, number>, ranking: readonly string[]): string[] {
  const known = new Map(ranking.map((id, index) => [id, index]))
  const placeOf = (id: string) => known.get(id) ?? ranking.length
  return [...sums.keys()].sort(
    (left, right) => placeOf(left) - placeOf(right) || (sums.get(right) ?? 0) - (sums.get(left) ?? 0) || (left < right ? -1 : 1),
  )
}

/** As many points as can be drawn: neighbours are put together, by `join`, into one that bears the names of its first and last. */
export function thinned(data: ChartData, join: (values: readonly number[]) => number = sumOf): ChartData {
  const most = Math.max(1, Math.min(mostPoints, Math.floor(mostBars / Math.max(1, data.series.length))))
  const size = Math.ceil(data.points.length / most)
  if (size <= 1) return data
  const points: Point[] = []
  for (let from = 0; from < data.points.length; from += size) {
    const part = data.points.slice(from, from + size)
    const [first, last] = [part[0], part[part.length - 1]]
    if (first === undefined || last === undefined) continue
    points.push({
      key: first.key,
      label: first.label,
      title: first === last ? first.title : `${first.title} – ${last.title}`,
      values: data.series.map((_, index) => joined(part, index, join)),
    })
  }
  return { series: data.series, points }
}

function joined(part: readonly Point[], series: number, join: (values: readonly number[]) => number): number | null {
  const known = part.flatMap(({ values }) => values[series] ?? [])
  return known.length === 0 ? null : join(known)
}

/** Each point with all that came before it; one series, the sum of all. */
export function cumulative(data: ChartData, series: Series): ChartData {
  let sum = 0
  const points = data.points.map((point) => {
    sum += sumOf(point.values)
    return { ...point, values: [sum] }
  })
  return { series: [series], points }
}

export function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}

/** Only those series that are not hidden, with the values of each. */
export function withoutHidden(data: ChartData, hidden: ReadonlySet<string>): ChartData {
  if (hidden.size === 0) return data
  const kept = data.series.flatMap(({ id }, index) => (hidden.has(id) ? [] : [index]))
  return {
    series: data.series.filter(({ id }) => !hidden.has(id)),
    points: data.points.map((point) => ({ ...point, values: kept.map((index) => point.values[index] ?? null) })),
  }
}
