import type { Batch } from '#contract/batch'
import type { ModelRef } from '#contract/ids'
import type { RerunKind } from '#contract/runs'
import type { Tokens } from '#contract/units'
import { type BatchSurvey, tokensUpperOf } from '#engine/batches'
import type { RunHead, Storage } from '#engine/storage'
import { FrozenBatch } from './frozen-batch.ts'
import type { Cell, CellsByModel } from './rerun-cells.ts'

/** A part of a run that is to be sent again. Cells name prompts by their place in `prompts`. */
export interface RerunPlan {
  readonly source: RunHead
  readonly what: RerunKind
  /** Of the cells alone: it has no dataset, and its models are those of which something is sent. */
  readonly batch: Batch
  /** Whether its prompts came from rows. */
  readonly dataset: FrozenBatch['dataset']
  /** Those that are needed: by their places in `from`, in order. */
  readonly prompts: readonly number[]
  /** Where the prompts are taken from: the run itself, or another batch. */
  readonly from: 'run' | Batch
  readonly survey: BatchSurvey
  /** In the order of the batch's models. */
  readonly cells: readonly (readonly Cell[])[]
}

const promptsAPage = 10_000

/** Of cells of the run itself. Nothing is sent where there are none. */
export async function planOfRunCells(
  storage: Pick<Storage, 'read'>,
  source: RunHead,
  what: RerunKind,
  found: CellsByModel,
  refOf: (modelId: number) => ModelRef,
): Promise<RerunPlan> {
  const { maxParallel, dataset, turns, ...frozen } = FrozenBatch.parse(JSON.parse(source.run.batch))
  const models = source.models.filter(({ modelId }) => (found.get(modelId)?.length ?? 0) > 0)
  const { prompts, cells } = renumbered(models.map(({ modelId }) => found.get(modelId) ?? []))
  const batch: Batch = {
    ...frozen,
    ...(turns.length === 0 ? {} : { turns }),
    ...(maxParallel === null ? {} : { maxParallel }),
    models: models.map(({ modelId, parameters }) => ({ ref: refOf(modelId), parameters: JSON.parse(parameters) })),
    parameters: {},
    samples: source.run.samples,
    // An answer that did not pass would be taken again.
    cache: frozen.cache && what !== 'failed_checks',
  }
  const survey = await surveyOf(storage, source.run.id, prompts, frozen.messages.length)
  return { source, what, batch, dataset: dataset === 'none' ? 'none' : 'rows', prompts, from: 'run', survey, cells }
}

/** The prompts that cells name, in order, and the cells by the prompts' new places. */
export function renumbered(cells: readonly (readonly Cell[])[]): Pick<RerunPlan, 'prompts' | 'cells'> {
  const prompts = [...new Set(cells.flatMap((each) => [...new Set(each.map(({ promptIdx }) => promptIdx))]))].sort((a, b) => a - b)
  const places = new Map(prompts.map((promptIdx, place) => [promptIdx, place]))
  return {
    prompts,
    cells: cells.map((each) => each.map(({ promptIdx, sample }) => ({ promptIdx: places.get(promptIdx) ?? 0, sample }))),
  }
}

async function surveyOf(storage: Pick<Storage, 'read'>, runId: number, prompts: readonly number[], messages: number): Promise<BatchSurvey> {
  const needed = new Set(prompts)
  const last = prompts.at(-1) ?? -1
  let [totalBytes, minBytes, maxBytes] = [0, Number.POSITIVE_INFINITY, 0]
  for (let fromIdx = 0; fromIdx <= last; fromIdx += promptsAPage) {
    const page = await storage.read('promptBytes', { runId, fromIdx, limit: promptsAPage })
    for (const [offset, bytes] of page.entries()) {
      if (!needed.has(fromIdx + offset)) continue
      totalBytes += bytes
      minBytes = Math.min(minBytes, bytes)
      maxBytes = Math.max(maxBytes, bytes)
    }
  }
  return { prompts: prompts.length, totalBytes, minBytes, maxBytes, maxInputTokensUpper: tokensUpperOf(maxBytes, messages) as Tokens }
}
