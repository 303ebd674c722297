import { RunId } from '#contract/ids'
import type { OnRestart, Quote } from '#contract/runs'
import { batchMessages, promptBytes, readPrompts, renderMessages, renderTurns } from '#engine/batches'
import { AppError } from '#engine/failure'
import { parseUsdToNano } from '#engine/money'
import { bodyHashOf } from './body-hash.ts'
import { freezeBatch } from './frozen-batch.ts'
import type { RerunPlan } from './rerun-plan.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import type { SelectedModel } from './select-models.ts'

const promptsAPage = 500
const cellsAPage = 2000

/** What is sent again as it is quoted, and by which models. */
export interface QuotedRerun {
  readonly plan: RerunPlan
  readonly quote: Quote
  readonly models: readonly SelectedModel[]
}

/** Freezes a rerun into a run of its own, `queued`, with its prompts and cells on disk. What fails in between leaves nothing behind. CONFLICT when the signal ends it. */
export async function createRerun(
  ports: SchedulerPorts,
  { plan, quote, models }: QuotedRerun,
  { user, onRestart }: { readonly user: string; readonly onRestart: OnRestart },
  signal: AbortSignal,
): Promise<RunId> {
  const { storage, clock } = ports
  const { batch, source, what } = plan
  const nowMs = clock.nowMs()
  const id = RunId.parse(ports.ulid(nowMs))
  const check = () => {
    if (signal.aborted) throw new AppError({ code: 'CONFLICT', what: 'run', name: id, reason: 'state', detail: 'the engine stops' })
  }
  check()
  const frozen = { ...freezeBatch(batch, batchMessages(batch), models, quote.maxOutputTokens), dataset: plan.dataset }
  const { runId } = await storage.write('createRun', {
    ulid: id,
    name: batch.name,
    batch: JSON.stringify(frozen),
    ...{ user, onRestart },
    budgetNanoUsd: batch.budgetUsd === undefined ? null : parseUsdToNano(batch.budgetUsd),
    samples: batch.samples,
    models: models.map(({ model }, index) => ({
      modelId: model.id,
      parameters: JSON.stringify(frozen.models[index]?.parameters ?? {}),
      cells: plan.cells[index]?.length ?? 0,
    })),
    rerun: { of: source.run.id, what, keepsChecks: plan.from === 'run' },
    atMs: nowMs,
  })
  try {
    await writePrompts(ports, runId, plan, check)
    for (const [position, cells] of plan.cells.entries())
      for (let fromN = 0; fromN < cells.length; fromN += cellsAPage) {
        check()
        await storage.write('addRerunCells', { runId, position, fromN, cells: cells.slice(fromN, fromN + cellsAPage) })
      }
    return id
  } catch (error) {
    await storage.write('dropRun', { runId })
    throw error
  }
}

async function writePrompts({ storage }: SchedulerPorts, runId: number, plan: RerunPlan, check: () => void): Promise<void> {
  const { prompts, source, from } = plan
  if (from === 'run') {
    for (let fromIdx = 0; fromIdx < prompts.length; fromIdx += promptsAPage) {
      check()
      const page = prompts.slice(fromIdx, fromIdx + promptsAPage)
      await storage.write('copyPrompts', { runId, fromRunId: source.run.id, fromIdx, prompts: page })
    }
    return
  }
  const needed = new Set(prompts)
  const template = batchMessages(from)
  let fromIdx = 0
  let page: { variables: string; bodyHash: string; bytes: number }[] = []
  const flush = async () => {
    check()
    await storage.write('addPrompts', { runId, fromIdx, prompts: page })
    fromIdx += page.length
    page = []
  }
  for await (const { index, variables } of readPrompts(from)) {
    if (!needed.has(index)) continue
    const messages = renderMessages(template, variables)
    page.push({
      variables: JSON.stringify(variables),
      bodyHash: bodyHashOf(messages, renderTurns(from.turns ?? [], variables)),
      bytes: promptBytes(messages),
    })
    if (page.length === promptsAPage) await flush()
  }
  if (page.length > 0) await flush()
}
