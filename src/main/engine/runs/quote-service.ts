import type { Batch } from '#contract/batch'
import type { Quote } from '#contract/runs'
import { type QuotedModel, quoteOf, surveyBatch } from '#engine/batches'
import { AppError } from '#engine/failure'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { type SelectedModel, selectModels } from './select-models.ts'

/** What a batch will probably cost and take, before anything is written. */
export class QuoteService {
  readonly #ports: SchedulerPorts

  constructor(ports: SchedulerPorts) {
    this.#ports = ports
  }

  async quote(batch: Batch): Promise<Quote> {
    return (await this.prepare(batch)).quote
  }

  /** Reads the whole dataset once, which is what finds its faults. MODEL_UNAVAILABLE, INVALID_INPUT. */
  async prepare(batch: Batch): Promise<{ readonly quote: Quote; readonly models: readonly SelectedModel[] }> {
    const { catalog, clock, storage, secrets } = this.#ports
    const nowMs = clock.nowMs()
    const models = selectModels(batch, { catalog, secrets, nowMs })
    const survey = await surveyBatch(batch)
    const past = await storage.read('pastAnswers', { modelIds: models.map(({ model }) => model.id) })
    const quoted = models.map(({ model, parameters }): QuotedModel => {
      const pool = catalog.pool(model.poolId)
      return {
        ref: model.ref,
        parameters,
        tiers: catalog.priceInForce(model.id, nowMs)?.tiers ?? null,
        contextWindow: model.contextWindow,
        maxOutput: model.maxOutput,
        sunsetAtMs: model.sunsetAtMs,
        past: past.find((row) => row.modelId === model.id) ?? null,
        pool: { name: pool.name, limits: pool.limits },
        providerMaxParallel: catalog.provider(model.providerId).maxParallel,
      }
    })
    const quote = quoteOf({ batch, survey, models: quoted, assumedOutputTokens: this.#ports.settings().assumedOutputTokens, nowMs })
    return { quote, models }
  }

  /** BUDGET_UNPRICED when a budget could not be kept for want of a price; BUDGET_EXCEEDED when even the low end of the quote is above it. */
  assertAffordable(batch: Batch, quote: Quote): void {
    if (quote.budgetNanoUsd === null) return
    if (quote.unpriced.length > 0 && !batch.allowUnpriced) throw new AppError({ code: 'BUDGET_UNPRICED', models: quote.unpriced })
    const lowNanoUsd = quote.rows.reduce((sum, row) => sum + (row.costNanoUsd?.low ?? 0), 0)
    if (lowNanoUsd > quote.budgetNanoUsd)
      throw new AppError({ code: 'BUDGET_EXCEEDED', budgetNanoUsd: quote.budgetNanoUsd, neededNanoUsd: lowNanoUsd, scope: 'run' })
  }
}
