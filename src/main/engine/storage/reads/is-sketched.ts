import type { CostDimension } from '#contract/costs'
import type { ScopeFilter } from './scope-filter.ts'

const unsketched: readonly (keyof ScopeFilter)[] = ['runIds', 'users', 'kinds', 'codes', 'costStates']
const unsketchedGroups: ReadonlySet<CostDimension> = new Set<CostDimension>(['run', 'user', 'kind', 'code', 'cost_state'])

/** Whether the histogram of latencies has what is asked for; else the calls themselves have. */
export function isSketched({ filter, groupBy }: { readonly filter: ScopeFilter; readonly groupBy: readonly CostDimension[] }): boolean {
  return unsketched.every((name) => filter[name] === undefined) && !groupBy.some((dimension) => unsketchedGroups.has(dimension))
}
