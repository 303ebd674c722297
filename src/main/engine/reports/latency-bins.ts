import type { z } from 'zod'
import type { LatencyBin } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import { endOfStep, isSketched } from '#engine/storage'
import { scopeFilterOf } from './call-scope.ts'
import type { AnalyticsPorts } from './performance.ts'

/** How long answered calls took, by steps of 4 %; steps nobody fell in are left out. Throws as `scopeFilterOf`. */
export async function latencyBins(
  input: CallScope,
  { storage, catalog }: AnalyticsPorts,
): Promise<{ readonly bins: z.infer<typeof LatencyBin>[]; readonly calls: number }> {
  const filter = await scopeFilterOf(input, { storage, catalog })
  const isShort = isSketched({ filter, groupBy: [] }) || filter.runIds?.length === 1
  const steps = await (isShort ? storage.read('latencySteps', { filter }) : storage.readApart('latencySteps', { filter }))
  return {
    bins: steps.map(({ step, calls }) => ({ fromMs: endOfStep(step - 1), upToMs: endOfStep(step), calls })),
    calls: steps.reduce((sum, { calls }) => sum + calls, 0),
  }
}
