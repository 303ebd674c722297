import type { Message } from '#contract/batch'
import type { CallCode, CostState, WaitCause } from '#contract/calls'
import type { PriceVersionId } from '#contract/ids'
import type { ProbeRow } from '#contract/probe-table'
import type { ProbeStatus } from '#contract/runs'
import type { EpochMs, NanoUsd } from '#contract/units'
import { promptExcerpt } from '#engine/batches'
import type { Catalog } from '#engine/catalog'
import { labelsOfBits, verdictOfCode } from '#engine/checks'
import { estimatedCostOf } from '#engine/money'
import type { ProbeTableRow } from '#engine/storage'
import { usageOf, withoutCall } from './call-views.ts'

const over: ReadonlySet<ProbeStatus> = new Set(['succeeded', 'failed', 'cancelled', 'interrupted'])

/** A probe as its table shows it; `messages`: of the run's batch, as they were written; `labels`: of the run's checks. */
export function probeTableView(row: ProbeTableRow, messages: readonly Message[], labels: readonly string[], catalog: Catalog): ProbeRow {
  const status = row.status as ProbeStatus
  return {
    promptIndex: row.prompt_idx,
    prompt: promptExcerpt(messages, JSON.parse(row.variables)),
    model: catalog.model(row.model_id).ref,
    sample: row.sample,
    status,
    code: row.code as CallCode | null,
    waitCause: row.wait_cause as WaitCause | null,
    waitUntilMs: row.wait_until_ms as EpochMs | null,
    attempts: row.attempts,
    usedFallback: row.used_fallback === 1,
    servedModel: row.served_model_id === null ? null : catalog.model(row.served_model_id).ref,
    isCached: row.cached_from !== null,
    usage: row.cached_from === null ? usageOf(row) : null,
    estimatedCost:
      row.cost_state === null || row.cached_from !== null
        ? withoutCall(row)
        : estimatedCostOf({
            nanoUsd: row.cost_nanousd as NanoUsd | null,
            state: row.cost_state as CostState,
            priceVersionId: row.price_ulid as PriceVersionId | null,
          }),
    durationMs: row.duration_ms,
    timeToFirstChunkMs: row.first_chunk_ms,
    answer: row.answer,
    endedAtMs: over.has(status) ? (row.ended_at_ms as EpochMs | null) : null,
    verdict: verdictOfCode(row.verdict),
    score: row.score,
    failedChecks: row.failed_checks === null ? [] : labelsOfBits(row.failed_checks, labels),
  }
}
