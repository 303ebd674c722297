import type { FailureRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import type { CallCode } from '#contract/calls'
import type { AttemptId, ModelRef } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import type { FailureGroup } from '#engine/storage'
import { scopeFilterOf } from './call-scope.ts'
import type { AnalyticsPorts } from './performance.ts'

/** More failures than these are not read where pages are. */
const manyFailures = 10_000

/** Failures by code and shape of their message, most calls first. Throws as `scopeFilterOf`. */
export async function failures(
  input: CallScope & { readonly minCalls: number; readonly limit: number },
  { storage, catalog }: AnalyticsPorts,
): Promise<{ readonly rows: FailureRow[]; readonly calls: number }> {
  const { minCalls, limit } = input
  const filter = await scopeFilterOf(input, { storage, catalog })
  const { parts } = await storage.read('callSums', { filter, groupBy: [] })
  const isMany = parts.reduce((sum, part) => sum + part.failed, 0) > manyFailures
  const query = { filter, minCalls, limit }
  const { rows, calls } = await (isMany ? storage.readApart('failureGroups', query) : storage.read('failureGroups', query))
  return { rows: rows.map(viewOf), calls }
}

function viewOf({ code, services, firstAtMs, lastAtMs, example, ...row }: FailureGroup): FailureRow {
  return {
    ...row,
    code: code as CallCode | null,
    services: services as ModelRef[],
    firstAtMs: firstAtMs as EpochMs,
    lastAtMs: lastAtMs as EpochMs,
    example: { id: example.id as AttemptId, message: example.message },
  }
}
