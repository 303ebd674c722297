import type { MethodRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import type { CallMethod } from '#contract/calls'
import type { ModelRef } from '#contract/ids'
import { costOfSums } from '#engine/runs'
import { type ScopePorts, scopeFilterOf } from './call-scope.ts'
import { meanMs, successRate } from './performance.ts'

/** Who was asked for what, most calls first. Throws as `scopeFilterOf`. */
export async function frequentMethods(
  input: CallScope & { readonly minCalls: number; readonly limit: number },
  ports: ScopePorts,
): Promise<MethodRow[]> {
  const filter = await scopeFilterOf(input, ports)
  const { parts } = await ports.storage.read('callSums', { filter, groupBy: ['service', 'method'] })
  return [...Map.groupBy(parts, (part) => JSON.stringify(part.group)).values()]
    .map((group): MethodRow => {
      const [service, method] = group[0]?.group ?? []
      const calls = group.reduce((sum, part) => sum + part.calls, 0)
      const answered = group.reduce((sum, part) => sum + part.answered, 0)
      return {
        ...{ service: service as ModelRef, method: method as CallMethod, calls, answered },
        ...{ successRate: successRate(calls, answered), meanMs: meanMs(group), cost: costOfSums(group) },
      }
    })
    .filter((row) => row.calls >= input.minCalls)
    .sort((left, right) => right.calls - left.calls || (`${left.service} ${left.method}` < `${right.service} ${right.method}` ? -1 : 1))
    .slice(0, input.limit)
}
