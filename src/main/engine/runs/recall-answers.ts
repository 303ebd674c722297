import type { TokenEstimates } from '#engine/calls'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** What past runs say of the models' answers, before anything is reckoned against a limit on tokens; where there is none, nobody asks. */
export async function recallAnswers(ports: SchedulerPorts, estimates: TokenEstimates, modelIds: readonly number[]): Promise<void> {
  const { catalog, storage } = ports
  const limited = modelIds.filter((id) => {
    const { tokensPerMinute, outputTokensPerMinute } = catalog.pool(catalog.model(id).poolId).limits
    return tokensPerMinute !== null || outputTokensPerMinute !== null
  })
  if (limited.length === 0) return
  for (const { modelId, meanOutputTokens } of await storage.read('pastAnswers', { modelIds: limited }))
    estimates.remember(modelId, meanOutputTokens)
}
