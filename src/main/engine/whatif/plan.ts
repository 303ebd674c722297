import type { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import { tokensUpperOf } from '#engine/batches'
import { AppError } from '#engine/failure'
import { parseUsdToNano } from '#engine/money'
import type { CallParameters } from '#engine/ports'
import { capped, FrozenBatch, type QuoteService } from '#engine/runs'
import type { Storage } from '#engine/storage'
import type { ImaginedBatch } from './changes.ts'
import { type PromptSizes, promptSizesOf } from './prompt-sizes.ts'

/** What is to be run, as far as it is known before it is run. */
export interface Plan {
  readonly name: string
  readonly batch: ImaginedBatch
  readonly budgetNanoUsd: number | null
  readonly allowsUnpriced: boolean
  readonly turns: readonly string[]
  readonly lanes: readonly { readonly modelId: number; readonly parameters: CallParameters; readonly prompts: PromptSizes }[]
}

/** Of a batch that was not run yet. MODEL_UNAVAILABLE, INVALID_INPUT. */
export async function planOfBatch(quotes: QuoteService, batch: Batch): Promise<Plan> {
  const { quote, models } = await quotes.prepare(batch)
  const prompts = await promptSizesOf(batch)
  return {
    name: batch.name,
    batch: {
      samples: batch.samples,
      allowFallback: batch.allowFallback,
      maxWaitMs: batch.maxWaitMs,
      maxParallel: batch.maxParallel ?? null,
    },
    budgetNanoUsd: batch.budgetUsd === undefined ? null : parseUsdToNano(batch.budgetUsd),
    allowsUnpriced: batch.allowUnpriced,
    turns: batch.turns ?? [],
    lanes: models.map(({ model, parameters }) => ({ modelId: model.id, parameters: capped(parameters, quote.maxOutputTokens), prompts })),
  }
}

const promptsAPage = 10_000

/** Of a run, from its beginning. NOT_FOUND. */
export async function planOfRun(storage: Pick<Storage, 'read'>, id: RunId | undefined): Promise<Plan> {
  const details = id === undefined ? undefined : await storage.read('findRun', { ulid: id })
  if (details === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: id ?? '' })
  const { run } = details
  const frozen = FrozenBatch.parse(JSON.parse(run.batch))
  const bytes = new Uint32Array(run.prompt_count)
  for (let fromIdx = 0; fromIdx < run.prompt_count; fromIdx += promptsAPage)
    bytes.set(await storage.read('promptBytes', { runId: run.id, fromIdx, limit: promptsAPage }), fromIdx)
  const framingTokens = tokensUpperOf(0, frozen.messages.length)
  const isListed = details.models.some(({ cells }) => cells !== null)
  const lanes: Plan['lanes'][number][] = []
  for (const { modelId, parameters, position, cells } of details.models) {
    const own = cells === null ? bytes : await listedBytes(storage, { runId: run.id, position, cells }, bytes)
    lanes.push({ modelId, parameters: JSON.parse(parameters), prompts: { bytes: own, framingTokens } })
  }
  return {
    name: frozen.name,
    batch: {
      samples: isListed ? 1 : run.samples,
      allowFallback: frozen.allowFallback,
      maxWaitMs: frozen.maxWaitMs,
      maxParallel: frozen.maxParallel,
    },
    budgetNanoUsd: run.budget_nanousd,
    allowsUnpriced: frozen.allowUnpriced,
    turns: frozen.turns,
    lanes,
  }
}

/** What a rerun sends of a model, each as a prompt of its own that is asked once. */
async function listedBytes(
  storage: Pick<Storage, 'read'>,
  { cells, ...of }: { readonly runId: number; readonly position: number; readonly cells: number },
  promptBytes: Uint32Array,
): Promise<Uint32Array> {
  const bytes = new Uint32Array(cells)
  for (let fromN = 0; fromN < cells; fromN += promptsAPage)
    for (const { n, promptIdx } of await storage.read('rerunCells', { ...of, fromN, limit: promptsAPage }))
      bytes[n] = promptBytes[promptIdx] ?? 0
  return bytes
}
