import type { InterruptedPolicy } from '#contract/runs'
import type { RunDetails } from '#engine/storage'
import type { QuoteService } from './quote-service.ts'
import { rebudget } from './rebudget.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** What a person says when a paused run shall go on. */
export interface Resumption {
  /** undefined: as the run was started. */
  readonly interrupted: InterruptedPolicy | undefined
  readonly budgetUsd: string | undefined
}

/** Makes a resting run ready to go on, in one write, after all that could refuse it. BUDGET_UNPRICED, BUDGET_EXCEEDED; what `check` throws. */
export async function readyRun(
  ports: Pick<SchedulerPorts, 'catalog' | 'storage' | 'clock'>,
  quotes: QuoteService,
  details: RunDetails,
  { interrupted, budgetUsd }: Resumption,
  check: () => void,
): Promise<void> {
  const { run } = details
  const budget = budgetUsd === undefined ? undefined : await rebudget(ports, quotes, details, budgetUsd)
  check()
  await ports.storage.write('readyRun', {
    runId: run.id,
    interrupted: interrupted ?? (run.on_restart === 'resend' ? 'resend' : 'hold'),
    budget,
    atMs: ports.clock.nowMs(),
  })
}
