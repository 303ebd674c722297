import type { CallCode } from '#contract/calls'
import type { ModelResult } from '#contract/runs'
import type { Tokens } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import { emptyTotal, mergeTotals } from '#engine/money'
import { costOfSums } from '#engine/runs'
import type { ModelTimings, RunDetails } from '#engine/storage'

type Totals = Omit<ModelResult, 'model' | 'failures'>

/** A run's results by requested model, in the batch's order, and their sum. Quantiles do not add up, so the sum has none. */
export function runResults(
  details: RunDetails,
  timings: readonly ModelTimings[],
  catalog: Catalog,
): { items: ModelResult[]; total: Totals } {
  const items = details.models.map((row) => {
    const timing = timings.find((each) => each.modelId === row.modelId)
    const probes = details.probes.filter((each) => each.modelId === row.modelId)
    const count = (...statuses: string[]): number =>
      probes.filter((each) => statuses.includes(each.status)).reduce((sum, each) => sum + Number(each.probes), 0)
    return {
      model: catalog.model(row.modelId).ref,
      probes: details.run.prompt_count * details.run.samples,
      succeeded: count('succeeded'),
      failed: count('failed', 'interrupted'),
      retries: timing?.retries ?? 0,
      usedFallback: timing?.usedFallback ?? 0,
      inputTokens: (timing?.inputTokens ?? 0) as Tokens,
      outputTokens: (timing?.outputTokens ?? 0) as Tokens,
      cost: costOfSums(details.attempts.filter((each) => each.modelId === row.modelId)),
      p50LatencyMs: timing?.p50LatencyMs ?? null,
      p95LatencyMs: timing?.p95LatencyMs ?? null,
      p50TimeToFirstChunkMs: timing?.p50FirstChunkMs ?? null,
      failures: (timing?.failures ?? []).map((failure) => ({ code: failure.code as CallCode, probes: failure.probes })),
    }
  })
  const sum = (of: (item: ModelResult) => number): number => items.reduce((total, item) => total + of(item), 0)
  return {
    items,
    total: {
      probes: sum((item) => item.probes),
      succeeded: sum((item) => item.succeeded),
      failed: sum((item) => item.failed),
      retries: sum((item) => item.retries),
      usedFallback: sum((item) => item.usedFallback),
      inputTokens: sum((item) => item.inputTokens) as Tokens,
      outputTokens: sum((item) => item.outputTokens) as Tokens,
      cost: items.reduce((total, item) => mergeTotals(total, item.cost), emptyTotal()),
      p50LatencyMs: null,
      p95LatencyMs: null,
      p50TimeToFirstChunkMs: null,
    },
  }
}
