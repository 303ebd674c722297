import { z } from 'zod'
import type { Variables } from '#contract/batch'
import { Check, PassWhen } from '#contract/check'
import { RunId } from '#contract/ids'
import { ownChecks, rowLabels, runLabels } from '#engine/checks'
import { FrozenBatch } from '#engine/runs'
import type { CheckedRun, Storage } from '#engine/storage'

/** What a run's answers are held against. */
export interface RunChecks {
  readonly checks: readonly Check[]
  readonly passWhen: PassWhen
}

/** A run of which answers are to be checked. */
export interface RunToCheck extends RunChecks {
  readonly id: RunId
  readonly runId: number
  readonly user: string
  readonly labels: readonly string[]
}

/** As `run.checks` holds them. */
const Changed = z.object({ checks: z.array(Check), passWhen: PassWhen })

/** Those it was given since, else its batch's. */
export function checksOf({ checks, batch }: Pick<CheckedRun, 'checks' | 'batch'>): RunChecks {
  const { checks: own, passWhen } = checks === null ? FrozenBatch.parse(JSON.parse(batch)) : Changed.parse(JSON.parse(checks))
  return { checks: own, passWhen }
}

export function toCheck(run: CheckedRun): RunToCheck {
  const labels = run.check_labels === null ? [] : z.array(z.string()).parse(JSON.parse(run.check_labels))
  return { ...checksOf(run), id: RunId.parse(run.ulid), runId: run.id, user: run.user, labels }
}

const rowsAtOnce = 2000

/** Labels of a run held against these checks, after all its rows were looked through for checks of their own. */
export async function labelRun(
  storage: Pick<Storage, 'read'>,
  runId: number,
  { checks }: RunChecks,
): Promise<{ readonly labels: readonly string[]; readonly rowsHaveOwn: boolean }> {
  const ofRows = new Set<string>()
  let rowsHaveOwn = false
  for (let fromIdx: number | null = 0; fromIdx !== null; ) {
    const page: { variables: readonly string[]; next: number | null } = await storage.read('rowsWithChecks', {
      runId,
      fromIdx,
      limit: rowsAtOnce,
    })
    for (const text of page.variables) {
      const own = ownChecks(JSON.parse(text) as Variables)
      if (typeof own === 'string' || own.checks.length > 0) rowsHaveOwn = true
      if (typeof own !== 'string') for (const label of rowLabels([...own.checks])) ofRows.add(label)
    }
    fromIdx = page.next
  }
  return { labels: runLabels(checks, ofRows), rowsHaveOwn }
}
