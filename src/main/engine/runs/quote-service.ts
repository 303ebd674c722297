import type { Batch } from '#contract/batch'
import type { Quote, QuoteRow } from '#contract/runs'
import type { NanoUsd } from '#contract/units'
import { type BatchSurvey, type QuotedModel, type QuoteInput, quoteOf, surveyBatch } from '#engine/batches'
import { AppError } from '#engine/failure'
import { assertSayable } from './assert-sayable.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { type SelectedModel, selectModels } from './select-models.ts'
import { assertWithinSpend, spendWarnings } from './spend-checks.ts'
import type { SpendLimits } from './spend-limits.ts'

/** What a batch will probably cost and take, before anything is written. */
export class QuoteService {
  readonly #ports: SchedulerPorts
  readonly #spend: SpendLimits

  constructor(ports: SchedulerPorts, spend: SpendLimits) {
    this.#ports = ports
    this.#spend = spend
  }

  /** As `prepare`; FALLBACK_INVALID where nothing may run: what cannot be started has no price, and nobody is asked whether to start it. */
  async quote(batch: Batch): Promise<Quote> {
    this.#ports.assertMayRun()
    return (await this.prepare(batch)).quote
  }

  /** Reads the whole dataset once, which is what finds its faults. MODEL_UNAVAILABLE, INVALID_INPUT. */
  async prepare(batch: Batch): Promise<{ readonly quote: Quote; readonly models: readonly SelectedModel[] }> {
    const { catalog, clock, secrets } = this.#ports
    const models = selectModels(batch, { catalog, secrets, nowMs: clock.nowMs() })
    const quote = await this.of(batch, await surveyBatch(batch), models)
    await assertSayable(this.#ports, batch, models, quote.maxOutputTokens)
    return { quote, models }
  }

  /** What its own budget and those of the day and month say to a new run. BUDGET_UNPRICED, BUDGET_EXCEEDED. */
  assertAffordable(quote: Quote, allowUnpriced: boolean): void {
    assertAffordable(quote, allowUnpriced)
    assertWithinSpend(this.#spend, quote, allowUnpriced, this.#ports.clock.nowMs())
  }

  /** Of prompts that are measured already. `probes`: of each model, where not all samples of all prompts are sent. */
  async of(
    batch: QuoteInput['batch'],
    survey: BatchSurvey,
    models: readonly SelectedModel[],
    probes?: readonly (number | null)[],
  ): Promise<Quote> {
    const { catalog, clock, storage, settings } = this.#ports
    const nowMs = clock.nowMs()
    const past = await storage.read('pastAnswers', { modelIds: models.map(({ model }) => model.id) })
    const quoted = models.map(({ model, parameters }, index): QuotedModel => {
      const pool = catalog.pool(model.poolId)
      return {
        ref: model.ref,
        parameters,
        tiers: catalog.priceInForce(model.id, nowMs)?.tiers ?? null,
        contextWindow: model.contextWindow,
        maxOutput: model.maxOutput,
        sunsetAtMs: model.sunsetAtMs,
        probes: probes?.[index] ?? undefined,
        past: past.find((row) => row.modelId === model.id) ?? null,
        pool: { name: pool.name, limits: pool.limits },
        providerMaxParallel: catalog.provider(model.providerId).maxParallel,
      }
    })
    const quote = quoteOf({ batch, survey, models: quoted, assumedOutputTokens: settings().assumedOutputTokens, nowMs })
    return { ...quote, warnings: [...quote.warnings, ...spendWarnings(this.#spend, quote.rows, nowMs)] }
  }
}

/**
 * BUDGET_UNPRICED when a budget could not be kept for want of a price; BUDGET_EXCEEDED when even the low end of the quote, with what is spent already, is above it.
 */
export function assertAffordable(
  quote: Pick<Quote, 'budgetNanoUsd' | 'unpriced'> & { readonly rows: readonly Pick<QuoteRow, 'costNanoUsd'>[] },
  allowUnpriced: boolean,
  spentNanoUsd = 0,
): void {
  const { budgetNanoUsd, unpriced, rows } = quote
  if (budgetNanoUsd === null) return
  if (unpriced.length > 0 && !allowUnpriced) throw new AppError({ code: 'BUDGET_UNPRICED', models: unpriced })
  const neededNanoUsd = rows.reduce((sum, row) => sum + (row.costNanoUsd?.low ?? 0), spentNanoUsd) as NanoUsd
  if (neededNanoUsd > budgetNanoUsd) throw new AppError({ code: 'BUDGET_EXCEEDED', budgetNanoUsd, neededNanoUsd, scope: 'run' })
}
