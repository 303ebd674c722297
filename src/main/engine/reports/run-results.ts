import type { CallCode } from '#contract/calls'
import type { FallbackFilter, ModelResult } from '#contract/results'
import type { Tokens } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import { emptyTotal, mergeTotals } from '#engine/money'
import { costOfSums, plannedProbes } from '#engine/runs'
import type { ModelTimings, RunDetails, RunSum } from '#engine/storage'

type Totals = Omit<ModelResult, 'model' | 'failures'>

/** What results are made of; `attempts` and `timings` are of the probes that are wanted. */
export interface ResultParts {
  readonly attempts: readonly Omit<RunDetails['attempts'][number], 'method'>[]
  readonly timings: readonly ModelTimings[]
}

/** Of a run whose calls were dropped, or some: what their sums say. How long they took, and what they ended as, is known of those alone that are there. */
export function ofSums(timings: readonly ModelTimings[], sums: readonly RunSum[]): ResultParts {
  const total = (modelId: number, of: (sum: RunSum) => number) =>
    sums.reduce((all, sum) => (sum.modelId === modelId ? all + of(sum) : all), 0)
  return {
    timings: timings.map((timing) => ({
      ...timing,
      retries: total(timing.modelId, ({ retries }) => retries),
      inputTokens: total(timing.modelId, ({ inputTokens }) => inputTokens),
      outputTokens: total(timing.modelId, ({ outputTokens }) => outputTokens),
    })),
    attempts: sums.map((sum) => ({ ...sum, state: 'answered' })),
  }
}

/** A run's results by requested model, in the batch's order, and their sum. Quantiles do not add up, so the sum has none. */
export function runResults(
  details: RunDetails,
  { timings, attempts }: ResultParts,
  catalog: Catalog,
  fallback: FallbackFilter = 'include',
): { items: ModelResult[]; total: Totals } {
  const items = details.models.map((row) => {
    const timing = timings.find((each) => each.modelId === row.modelId)
    const all = details.probes.filter((each) => each.modelId === row.modelId)
    const probes = fallback === 'include' ? all : all.filter((each) => (each.usedFallback === 1) === (fallback === 'only'))
    const count = (...statuses: string[]): number => sumOf(probes.filter((each) => statuses.includes(each.status)))
    const fallen = sumOf(all.filter((each) => each.usedFallback === 1))
    const planned = plannedProbes(details.run, row)
    return {
      model: catalog.model(row.modelId).ref,
      probes: fallback === 'include' ? planned : fallback === 'only' ? fallen : planned - fallen,
      succeeded: count('succeeded'),
      failed: count('failed', 'interrupted'),
      retries: timing?.retries ?? 0,
      usedFallback: fallback === 'exclude' ? 0 : fallen,
      cached: sumOf(probes.map((each) => ({ ...each, probes: each.cached }))),
      inputTokens: (timing?.inputTokens ?? 0) as Tokens,
      outputTokens: (timing?.outputTokens ?? 0) as Tokens,
      cost: costOfSums(attempts.filter((each) => each.modelId === row.modelId)),
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
      cached: sum((item) => item.cached),
      inputTokens: sum((item) => item.inputTokens) as Tokens,
      outputTokens: sum((item) => item.outputTokens) as Tokens,
      cost: items.reduce((total, item) => mergeTotals(total, item.cost), emptyTotal()),
      p50LatencyMs: null,
      p95LatencyMs: null,
      p50TimeToFirstChunkMs: null,
    },
  }
}

function sumOf(rows: RunDetails['probes']): number {
  return rows.reduce((sum, each) => sum + Number(each.probes), 0)
}
