import type { Batch } from '#contract/batch'
import { RunId } from '#contract/ids'
import type { OnRestart } from '#contract/runs'
import { batchMessages } from '#engine/batches'
import { AppError } from '#engine/failure'
import { parseUsdToNano } from '#engine/money'
import { freezeBatch } from './frozen-batch.ts'
import type { QuoteService } from './quote-service.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import { writePrompts } from './write-prompts.ts'

export interface NewRun {
  readonly batch: Batch
  readonly user: string
  readonly onRestart: OnRestart
  /** The run of which it repeats a part, with other prompts. */
  readonly rerunOf?: RunId | undefined
}

/**
 * Freezes a batch into a run, `queued`, with all its prompts on disk. What fails in between leaves nothing behind.
 * MODEL_UNAVAILABLE, BUDGET_UNPRICED, BUDGET_EXCEEDED or INVALID_INPUT; NOT_FOUND of the run it repeats; CONFLICT when the signal ends it.
 */
export async function createRun(ports: SchedulerPorts, quotes: QuoteService, run: NewRun, signal: AbortSignal): Promise<RunId> {
  const { storage, clock, catalog } = ports
  const { batch, user, onRestart, rerunOf } = run
  const rerun = rerunOf === undefined ? undefined : await linkTo(ports, rerunOf)
  const { quote, models } = await quotes.prepare(batch)
  quotes.assertAffordable(quote, batch.allowUnpriced)
  const nowMs = clock.nowMs()
  const frozen = freezeBatch(batch, batchMessages(batch), models, quote.maxOutputTokens)
  const id = RunId.parse(ports.ulid(nowMs))
  if (signal.aborted) throw ends(id)
  const { runId } = await storage.write('createRun', {
    ulid: id,
    name: batch.name,
    batch: JSON.stringify(frozen),
    user,
    onRestart,
    budgetNanoUsd: batch.budgetUsd === undefined ? null : parseUsdToNano(batch.budgetUsd),
    samples: batch.samples,
    models: frozen.models.map(({ ref, parameters }) => ({
      modelId: catalog.getModel(ref).id,
      parameters: JSON.stringify(parameters),
    })),
    rerun,
    atMs: nowMs,
  })
  try {
    await writePrompts(storage, runId, batch, frozen.messages, () => {
      if (signal.aborted) throw ends(id)
    })
    return id
  } catch (error) {
    await storage.write('dropRun', { runId })
    throw error
  }
}

async function linkTo({ storage }: Pick<SchedulerPorts, 'storage'>, ulid: RunId) {
  const first = await storage.read('findRunRow', { ulid })
  if (first === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'run', name: ulid })
  return { of: first.id, what: 'changed', keepsChecks: false } as const
}

function ends(id: RunId): AppError {
  return new AppError({ code: 'CONFLICT', what: 'run', name: id, reason: 'state', detail: 'the engine stops' })
}
