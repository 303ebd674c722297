import type { Message } from '#contract/batch'
import type { ModelRef, RunId } from '#contract/ids'
import type { ProbeFilter } from '#contract/probe-table'
import { constantTexts } from '#engine/batches'
import type { Catalog } from '#engine/catalog'
import { AppError } from '#engine/failure'
import { FrozenBatch } from '#engine/runs'
import type { ProbeTableFilter, RunHead, Storage } from '#engine/storage'

/** A run whose outcomes are asked for. `models`: as its batch has them. */
export interface AskedRun {
  readonly head: RunHead
  readonly batch: FrozenBatch
  readonly labels: readonly string[]
  readonly hasChecks: boolean
  readonly models: readonly { readonly id: number; readonly ref: ModelRef }[]
}

/** NOT_FOUND. */
export async function askedRun(storage: Pick<Storage, 'read'>, catalog: Catalog, id: RunId): Promise<AskedRun> {
  const head = await storage.read('findRunHead', { ulid: id })
  if (head === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: id })
  const batch = FrozenBatch.parse(JSON.parse(head.run.batch))
  const labels: readonly string[] = head.run.check_labels === null ? [] : JSON.parse(head.run.check_labels)
  return {
    ...{ head, batch, labels },
    hasChecks: labels.length > 0 || batch.checks.length > 0 || head.run.row_checks === 1,
    models: head.models.map(({ modelId }) => ({ id: modelId, ref: catalog.model(modelId).ref })),
  }
}

/** A filter as the storage knows it. Text that stands in all prompts lets everything through. NOT_FOUND, of a model. */
export function storedFilter(filter: ProbeFilter, messages: readonly Message[], catalog: Catalog): ProbeTableFilter {
  const { text, models, fallback, ...conditions } = filter
  return {
    ...conditions,
    text: text === undefined || isInAll(messages, text) ? undefined : text,
    modelIds: models?.map((ref) => catalog.getModel(ref).id),
    usedFallback: fallback,
  }
}

function isInAll(messages: readonly Message[], text: string): boolean {
  return constantTexts(messages).some((constant) => constant.toLowerCase().includes(text.toLowerCase()))
}
