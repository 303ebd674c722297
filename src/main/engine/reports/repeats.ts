import type { RepeatRow } from '#contract/analytics'
import type { CallScope } from '#contract/call-scope'
import type { CallMethod } from '#contract/calls'
import type { EpochMs, NanoUsd } from '#contract/units'
import { renderMessages } from '#engine/batches'
import { costOfSums, FrozenBatch } from '#engine/runs'
import type { RepeatGroup } from '#engine/storage'
import { scopeFilterOf } from './call-scope.ts'
import type { AnalyticsPorts } from './performance.ts'

const promptChars = 200

/** Requests that were repeated, those first that would have saved most: asked of the whole ledger, in a thread of its own. Throws as `scopeFilterOf`. */
export async function repeats(
  input: CallScope & { readonly minCalls: number; readonly limit: number },
  { storage, catalog }: AnalyticsPorts,
): Promise<{ readonly rows: RepeatRow[]; readonly repeated: number; readonly totalSavedNanoUsd: NanoUsd }> {
  const { minCalls, limit } = input
  const filter = await scopeFilterOf(input, { storage, catalog })
  const found = await storage.readApart('repeatGroups', { filter, minCalls, limit })
  return {
    rows: found.rows.map((row) => ({
      model: catalog.model(row.modelId).ref,
      method: row.method as CallMethod,
      prompt: promptOf(row),
      answered: row.answered,
      runs: row.runs,
      cost: costOfSums(row.costs),
      savedNanoUsd: row.savedNanoUsd as NanoUsd,
      lastAtMs: row.lastAtMs as EpochMs,
    })),
    repeated: found.repeated,
    totalSavedNanoUsd: found.totalSavedNanoUsd as NanoUsd,
  }
}

function promptOf({ batch, variables }: RepeatGroup): string {
  const messages = renderMessages(FrozenBatch.parse(JSON.parse(batch)).messages, JSON.parse(variables))
  return (messages.at(-1)?.content ?? '').slice(0, promptChars)
}
