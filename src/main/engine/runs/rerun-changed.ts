import type { Batch } from '#contract/batch'
import { batchMessages, promptBytes, readPrompts, renderMessages, renderTurns, tokensUpperOf } from '#engine/batches'
import type { RunHead, Storage } from '#engine/storage'
import { bodyHashOf } from './body-hash.ts'
import { answeredOf, type Cell } from './rerun-cells.ts'
import { type RerunPlan, renumbered } from './rerun-plan.ts'
import type { SelectedModel } from './select-models.ts'

const promptsAPage = 5000

/**
 * Of another batch: the cells whose messages, as they are sent, this run has no answer to of the same model and sample. Parameters are not looked at.
 * INVALID_INPUT as `readPrompts`.
 */
export async function planOfChanged(
  storage: Pick<Storage, 'read'>,
  source: RunHead,
  batch: Batch,
  selected: readonly SelectedModel[],
): Promise<RerunPlan> {
  const answered = await answeredMessages(storage, source)
  const template = batchMessages(batch)
  const found: Cell[][] = selected.map(() => [])
  const bytes = new Map<number, number>()
  for await (const { index, variables } of readPrompts(batch)) {
    const messages = renderMessages(template, variables)
    const hash = bodyHashOf(messages, renderTurns(batch.turns ?? [], variables))
    for (const [place, { model }] of selected.entries()) {
      for (let sample = 0; sample < batch.samples; sample++) {
        if (answered.has(hash, model.id, sample)) continue
        found[place]?.push({ promptIdx: index, sample })
        bytes.set(index, promptBytes(messages))
      }
    }
  }
  const sizes = [...bytes.values()]
  const maxBytes = sizes.reduce((most, each) => Math.max(most, each), 0)
  const { prompts, cells } = renumbered(found.filter((each) => each.length > 0))
  const models = selected.flatMap(({ model, parameters }, place) => (found[place]?.length === 0 ? [] : [{ ref: model.ref, parameters }]))
  return {
    ...{ source, what: 'changed', prompts, cells, from: batch },
    batch: { ...batch, models, parameters: {} },
    dataset: batch.dataset === undefined && batch.scenarios === undefined ? 'none' : 'rows',
    survey: {
      prompts: prompts.length,
      totalBytes: sizes.reduce((sum, each) => sum + each, 0),
      minBytes: sizes.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY),
      maxBytes,
      maxInputTokensUpper: tokensUpperOf(maxBytes, template.length),
    },
  }
}

/** What of a run was answered, by hash, model and sample: a bit each. */
async function answeredMessages(storage: Pick<Storage, 'read'>, { run }: RunHead) {
  const places = new Map<string, number[]>()
  for (let fromIdx = 0; fromIdx < run.prompt_count; fromIdx += promptsAPage)
    for (const { idx, bodyHash } of await storage.read('promptHashes', { runId: run.id, fromIdx, limit: promptsAPage })) {
      const known = places.get(bodyHash)
      if (known === undefined) places.set(bodyHash, [idx])
      else known.push(idx)
    }
  const bits = new Map<number, Uint8Array>()
  for await (const { modelId, promptIdx, sample } of answeredOf(storage, run.id)) {
    const ofModel = bits.get(modelId) ?? new Uint8Array(run.prompt_count * run.samples)
    bits.set(modelId, ofModel)
    ofModel[promptIdx * run.samples + sample] = 1
  }
  return {
    has: (hash: string, modelId: number, sample: number) =>
      sample < run.samples && (places.get(hash) ?? []).some((idx) => bits.get(modelId)?.[idx * run.samples + sample] === 1),
  }
}
