import type { CostQuery, CostRow } from '#contract/costs'
import type { EpochMs } from '#contract/units'
import { AppError } from '#engine/failure'
import { type ScopePorts, scopeFilterOf } from './call-scope.ts'
import { costRows, mostGroups } from './cost-report.ts'

export interface CostAnswer {
  readonly dimensions: CostQuery['groupBy']
  readonly watermark: number
  readonly droppedBeforeMs: EpochMs | null
  readonly rows: CostRow[]
  readonly total: CostRow
}

/** What `costs.report` answers. Throws NOT_FOUND and INVALID_INPUT as `scopeFilterOf`, INVALID_INPUT for more than 10,000 groups. */
export async function costReport(input: CostQuery & { readonly watermark?: number | undefined }, ports: ScopePorts): Promise<CostAnswer> {
  const { groupBy, timeZone, watermark, minCalls } = input
  const filter = await scopeFilterOf(input, ports)
  const sums = await ports.storage.read('callSums', { filter, groupBy, timeZone, watermark })
  const { rows, total } = costRows(sums.parts, groupBy)
  const wanted = rows.filter((row) => row.calls >= minCalls)
  if (wanted.length > mostGroups) {
    throw new AppError({
      code: 'INVALID_INPUT',
      issues: [{ path: 'groupBy', message: `more than ${mostGroups} groups: narrow the range, or group by less` }],
    })
  }
  return { dimensions: groupBy, watermark: sums.watermark, droppedBeforeMs: sums.droppedBeforeMs as EpochMs | null, rows: wanted, total }
}
