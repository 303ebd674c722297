import { Parameters } from '#contract/batch'
import type { Quote } from '#contract/runs'
import { tokensUpperOf } from '#engine/batches'
import { parseUsdToNano } from '#engine/money'
import type { NewBudget, RunDetails } from '#engine/storage'
import { capped, FrozenBatch } from './frozen-batch.ts'
import { assertAffordable, type QuoteService } from './quote-service.ts'
import { spentOf } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/**
 * A new budget for a run that was begun. What is left of it must be affordable, as the whole was at its start, and what has no cap on its answers gets one.
 * Writes nothing. BUDGET_UNPRICED, BUDGET_EXCEEDED.
 */
export async function rebudget(
  { catalog, storage }: Pick<SchedulerPorts, 'catalog' | 'storage'>,
  quotes: QuoteService,
  details: RunDetails,
  budgetUsd: string,
): Promise<NewBudget> {
  const { run } = details
  const { maxParallel, ...frozen } = FrozenBatch.parse(JSON.parse(run.batch))
  const models = details.models.map(({ modelId, position, parameters }) => {
    return { position, model: catalog.model(modelId), parameters: Parameters.parse(JSON.parse(parameters)) }
  })
  const sizes = await storage.read('promptSizes', { runId: run.id })
  const listed = details.models.map(({ cells }) => cells)
  const survey = { ...sizes, maxInputTokensUpper: tokensUpperOf(sizes.maxBytes, frozen.messages.length) }
  const quote = await quotes.of({ ...frozen, budgetUsd, maxParallel: maxParallel ?? undefined }, survey, models, listed)
  assertAffordable(restOf(quote, details), frozen.allowUnpriced, spentOf(details))
  const { maxOutputTokens } = quote
  return {
    budgetNanoUsd: parseUsdToNano(budgetUsd),
    batch: JSON.stringify({
      ...frozen,
      maxParallel,
      models: frozen.models.map(({ ref, parameters }) => ({ ref, parameters: capped(parameters, maxOutputTokens) })),
    }),
    models: models.map(({ position, parameters }) => ({ position, parameters: JSON.stringify(capped(parameters, maxOutputTokens)) })),
  }
}

/** Of each model so much as has not ended; `quote` has them in the order of the run. */
function restOf(quote: Quote, { models, probes }: RunDetails) {
  const rest = quote.rows.flatMap((row, index) => {
    const ended = probes
      .filter(({ modelId, status }) => modelId === models[index]?.modelId && !unended.includes(status))
      .reduce((sum, each) => sum + Number(each.probes), 0)
    const left = row.probes - ended
    if (left === 0) return []
    return [
      {
        ...row,
        costNanoUsd: row.costNanoUsd === null ? null : { ...row.costNanoUsd, low: Math.ceil((row.costNanoUsd.low * left) / row.probes) },
      },
    ]
  })
  return { ...quote, rows: rest, unpriced: rest.filter((row) => row.costNanoUsd === null).map(({ model }) => model) }
}

/** What was interrupted may be sent again. */
const unended = ['pending', 'waiting', 'interrupted']
