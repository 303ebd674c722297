import type { InterruptedPolicy } from '#contract/runs'
import type { WriteContext } from '../write-context.ts'

/** A budget and what was frozen anew so that it can be kept. */
export interface NewBudget {
  readonly budgetNanoUsd: number
  /** The frozen batch, JSON. */
  readonly batch: string
  readonly models: readonly { readonly position: number; readonly parameters: string }[]
}

export interface ReadyRun {
  readonly runId: number
  /** A person's word on probes whose answer may have been lost with an engine. */
  readonly interrupted: InterruptedPolicy
  /** undefined: as it was. */
  readonly budget?: NewBudget | undefined
  readonly atMs: number
}

/** All that changes of a resting run when it goes on. While it rested nobody's patience was used: who was refused has waited since now. */
export function readyRun(context: WriteContext, { runId, interrupted, budget, atMs }: ReadyRun): { decided: number } {
  context.prepare('update run set totals = null where id = ?').run(runId)
  const decided = decide(context, runId, interrupted)
  context
    .prepare(
      `update probe set wait_since_ms = ? where run_id = ? and (status = 'pending' or status = 'waiting') and wait_since_ms is not null`,
    )
    .run(atMs, runId)
  if (budget !== undefined) {
    context.update('run', runId, { budget_nanousd: budget.budgetNanoUsd, batch: budget.batch })
    const update = context.prepare('update run_model set parameters = ? where run_id = ? and position = ?')
    for (const { position, parameters } of budget.models) update.run(parameters, runId, position)
  }
  return { decided }
}

function decide(context: WriteContext, runId: number, interrupted: InterruptedPolicy): number {
  if (interrupted === 'hold') return 0
  const change = interrupted === 'resend' ? `status = 'pending', code = null, wait_since_ms = null` : `status = 'failed'`
  return context.prepare(`update probe set ${change} where run_id = ? and status = 'interrupted'`).run(runId).changes
}
