import { createHash } from 'node:crypto'
import { promptBytes, renderMessages } from '#engine/batches'
import type { WriteContext } from '../../src/main/engine/storage/write-context.ts'
import { Dice } from './dice.ts'
import { modelAt } from './fleet.ts'
import type { RunPlan } from './plan-runs.ts'
import { taskAt } from './tasks.ts'
import type { StoredModel } from './write-catalog.ts'

/** Writes the runs, each with its models and prompts; of those past `reached` nothing was asked any more. Answers with the bytes of each run's prompts. */
export function writeRuns(context: WriteContext, dice: Dice, plans: readonly RunPlan[], models: readonly StoredModel[]): Int32Array[] {
  const addModel = context.prepare('insert into run_model (run_id, model_id, position, parameters, planned) values (?, ?, ?, ?, ?)')
  const addPrompt = context.prepare('insert into prompt (run_id, idx, variables, body_hash, bytes) values (?, ?, ?, ?, ?)')
  return plans.map((plan, index) => {
    const task = taskAt(plan.task)
    const runId = context.insert('run', {
      ...{
        ulid: dice.ulid(plan.startMs),
        name: `${task.name} ${index + 1}`,
        batch: JSON.stringify(frozen(plan, `${task.name} ${index + 1}`)),
      },
      ...{ status: 'finished', pause_reason: null, on_restart: 'hold', user: plan.user },
      ...{ budget_nanousd: dice.isLess(0.3) ? 50_000_000_000 : null, samples: plan.samples, prompt_count: plan.prompts },
      ...{ created_at_ms: plan.startMs - 900, started_at_ms: plan.startMs, finished_at_ms: null, totals: null },
    })
    const parameters = JSON.stringify(plan.parameters)
    for (const [position, model] of plan.models.entries())
      addModel.run(runId, models[model]?.id, position, parameters, plan.prompts * plan.samples)
    const dataset = new Dice(plan.datasetSeed)
    return Int32Array.from({ length: plan.prompts }, (_, idx) => {
      const variables = task.variables(dataset)
      const rendered = renderMessages(task.messages, variables)
      const bytes = promptBytes(rendered)
      const hash = createHash('sha256').update(JSON.stringify(rendered)).digest('base64url')
      addPrompt.run(runId, idx, JSON.stringify(variables), hash, bytes)
      return bytes
    })
  })
}

function frozen(plan: RunPlan, name: string): object {
  return {
    ...{ name, messages: taskAt(plan.task).messages, samples: plan.samples, maxParallel: plan.parallel, maxWaitMs: null },
    models: plan.models.map((model) => ({ ref: modelAt(model).ref, parameters: plan.parameters })),
    ...{ allowFallback: plan.allowFallback, allowDeprecated: false, allowUnpriced: true, dataset: 'rows' },
  }
}
