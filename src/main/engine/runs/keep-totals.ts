import type { RunStatus } from '#contract/runs'
import { errorText } from './error-text.ts'
import type { RunTally } from './run-tally.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** What a run that rests has come to, so that lists need not count it. Best effort: what is not kept is counted when it is asked for. */
export async function keepTotals(
  { storage, log }: Pick<SchedulerPorts, 'storage' | 'log'>,
  run: { readonly runId: number; readonly status: RunStatus },
  tally: RunTally,
): Promise<void> {
  try {
    await storage.write('keepRunTotals', { ...run, totals: tally.text() })
  } catch (error) {
    log.warn({ area: 'runs', step: 'totals', ...run, error: errorText(error) }, 'what a run came to was not kept: it is counted anew')
  }
}
