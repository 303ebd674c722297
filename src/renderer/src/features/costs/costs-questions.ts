import type { CallScope } from '#contract/call-scope'
import type { CostDimension, CostRow } from '#contract/costs'
import { type Granularity, granularityOf, instantAt, type ZoneClock } from '#renderer/lib'
import type { Connection } from '#renderer/transport'
import type { Range } from './range.ts'
import type { Breakdown } from './search.ts'

type Report = Connection['api']['costs']['report']

/** What one answer tells of a dimension at once, in this order. */
export const partDimensions = ['provider', 'model', 'method', 'kind'] as const satisfies readonly CostDimension[]

/** What is newest. Its first row tells when the first call was, for a range that has no beginning. */
export function newestQuestion(report: Report, scope: CallScope, clock: ZoneClock) {
  return report.queryOptions({ input: groupedBy(scope, clock, ['month']) })
}

/** Up to a watermark: its answer stays what it is. */
export function fixedQuestion(report: Report, scope: CallScope, clock: ZoneClock, groupBy: CostDimension[], watermark: number | undefined) {
  const input = { ...groupedBy(scope, clock, groupBy), ...(watermark === undefined ? {} : { watermark }) }
  return { ...report.queryOptions({ input }), meta: { isFixed: true }, staleTime: Number.POSITIVE_INFINITY }
}

export function groupedBy(scope: CallScope, { zone }: ZoneClock, groupBy: CostDimension[]) {
  return { ...scope, groupBy, timeZone: zone }
}

/** Whether it is no part of `partDimensions`, and so a question of its own. */
export function isOwnPart(by: Breakdown): boolean {
  return by === 'run' || by === 'user' || by === 'code'
}

/** Where the axis begins: with the range, or with the month of the first call. */
export function beginningOf(
  { fromMs }: Range,
  months: readonly CostRow[] | undefined,
  nowMs: number,
  clock: ZoneClock,
): number | undefined {
  return fromMs ?? (months === undefined ? undefined : firstOf(months, nowMs, clock))
}

export function granularityFrom(fromMs: number | undefined, { toMs }: Range, nowMs: number): Granularity | undefined {
  return fromMs === undefined ? undefined : granularityOf((toMs ?? nowMs) - fromMs)
}

function firstOf(rows: readonly CostRow[], nowMs: number, clock: ZoneClock): number {
  const month = rows.map(({ group }) => group[0] ?? '').sort()[0]
  return month === undefined ? nowMs : instantAt(clock, Date.parse(`${month.slice(0, 7)}-01T00:00:00Z`))
}
