import type { CallDimension, PerformanceRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import type { Ratio } from '#contract/units'
import { type CallPart, type GroupLatencies, isSketched, type Latencies, type ScopeFilter, type Storage } from '#engine/storage'
import { type ScopePorts, scopeFilterOf } from './call-scope.ts'
import { costRows } from './cost-report.ts'

export interface AnalyticsPorts extends ScopePorts {
  readonly storage: Pick<Storage, 'read' | 'readApart'>
}

export interface PerformanceQuery extends CallScope {
  readonly groupBy: CallDimension[]
  readonly timeZone: string
  readonly minCalls: number
}

export interface Performance {
  readonly quantiles: 'sketch' | 'exact'
  readonly rows: PerformanceRow[]
  readonly total: PerformanceRow
}

/** How the calls of each group fared, in the order of a cost report. Throws as `scopeFilterOf`. */
export async function performance(input: PerformanceQuery, ports: AnalyticsPorts): Promise<Performance> {
  const { groupBy, timeZone, minCalls } = input
  const filter = await scopeFilterOf(input, ports)
  const query = { filter, groupBy, timeZone }
  const sketch = isSketched(query)
  const [{ parts }, latencies] = await Promise.all([
    ports.storage.read('callSums', query),
    sketch ? ports.storage.read('sketchedLatencies', query) : exactly(ports, query),
  ])
  const byName = new Map(latencies.groups.map((each) => [JSON.stringify(each.group), each]))
  const groups = Map.groupBy(parts, (part) => JSON.stringify(part.group))
  const rows = costRows(parts, groupBy).rows.filter((row) => row.calls >= minCalls)
  return {
    quantiles: sketch ? 'sketch' : 'exact',
    rows: rows.map(({ group }) => {
      const name = JSON.stringify(group)
      return rowOf(group, groups.get(name) ?? [], byName.get(name))
    }),
    total: rowOf(
      groupBy.map(() => null),
      parts,
      latencies.total,
    ),
  }
}

/** A run's calls are few enough to be read where pages are. */
function exactly(
  { storage }: AnalyticsPorts,
  query: { filter: ScopeFilter; groupBy: CallDimension[]; timeZone: string },
): Promise<Latencies> {
  return query.filter.runIds?.length === 1 ? storage.read('exactLatencies', query) : storage.readApart('exactLatencies', query)
}

function rowOf(group: readonly (string | null)[], parts: readonly CallPart[], latencies: GroupLatencies | undefined): PerformanceRow {
  const sum = (of: (part: CallPart) => number) => parts.reduce((total, part) => total + of(part), 0)
  const [calls, answered] = [sum((part) => part.calls), sum((part) => part.answered)]
  return {
    group: [...group],
    ...{ calls, answered, successRate: successRate(calls, answered), meanMs: meanMs(parts) },
    ...{ p50Ms: latencies?.p50Ms ?? null, p95Ms: latencies?.p95Ms ?? null, p99Ms: latencies?.p99Ms ?? null },
  }
}

export function successRate(calls: number, answered: number): Ratio | null {
  return calls === 0 ? null : ((answered / calls) as Ratio)
}

/** Of the answered calls whose duration is known; null of none. */
export function meanMs(parts: readonly CallPart[]): number | null {
  const timed = parts.reduce((sum, part) => sum + part.timed, 0)
  return timed === 0 ? null : parts.reduce((sum, part) => sum + part.durationUs, 0) / timed / 1000
}
