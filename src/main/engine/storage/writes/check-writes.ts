import type { WriteContext } from '../write-context.ts'
import { forgetOutcomes } from './outcome-writes.ts'

/** `checks`: those that a run is held against from now on, JSON; undefined: as before. */
export interface BeginChecking {
  readonly runId: number
  readonly checks?: string | undefined
  readonly labels: readonly string[]
  readonly rowsHaveOwn: boolean
  /** When the checks were changed; null: they were not. */
  readonly changedAtMs: number | null
  /** What was said before is to be taken back. */
  readonly takesBack: boolean
}

/** A run is to be checked from here on, with these labels. */
export function beginChecking(context: WriteContext, input: BeginChecking): void {
  forgetOutcomes(context, input.runId)
  context.update('run', input.runId, {
    ...(input.checks === undefined ? {} : { checks: input.checks }),
    ...(input.changedAtMs === null ? {} : { checks_changed_at_ms: input.changedAtMs }),
    check_labels: JSON.stringify(input.labels),
    row_checks: Number(input.rowsHaveOwn),
    checking: input.takesBack ? 2 : 1,
  })
}

/** There is nothing to check, or everything is checked; a run that is to be checked anew by now is left alone. */
export function endChecking(context: WriteContext, { runId, from }: { readonly runId: number; readonly from: 1 | 3 }): void {
  context.prepare('update run set checking = 0 where id = ? and checking = ?').run(runId, from)
}

const page = 1000

const checkedProbes = `select id, verdict from probe where run_id = ? and id > ? and checks is not null order by id limit ${page}`

/** Takes back a page of what checks said; with the last the run is to be checked like one that never was. `next`: from where to go on; null: that was the last. */
export function takeBackVerdicts(
  context: WriteContext,
  { runId, afterId }: { readonly runId: number; readonly afterId: number },
): { next: number | null } {
  forgetOutcomes(context, runId)
  const found = context.prepare(checkedProbes).all(runId, afterId) as { id: number; verdict: number | null }[]
  const clear = context.prepare('update probe set checks = null, verdict = null, score = null, failed_checks = null where id = ?')
  const counts = new Map<string, number>()
  for (const { id, verdict } of found) {
    clear.run(id)
    count(counts, verdict, -1)
  }
  addCounts(context, runId, counts)
  const last = found.at(-1)
  if (last !== undefined && found.length === page) return { next: last.id }
  context.prepare('update run set checking = 1 where id = ? and checking = 2').run(runId)
  return { next: null }
}

export interface NewVerdict {
  readonly probeId: number
  /** `ProbeChecks`, JSON; `null` where there was nothing to check. */
  readonly checks: string
  /** 1 passed, 0 failed, 2 could not be decided; null: there was nothing to check. */
  readonly verdict: 0 | 1 | 2 | null
  readonly score: number | null
  /** As bits by the place of their labels. */
  readonly failed: number
}

const judged = `select verdict, checks is not null as isChecked from probe where id = ? and run_id = ? and status = 'succeeded'`

const write = 'update probe set checks = ?, verdict = ?, score = ?, failed_checks = ? where id = ?'

/** What checks said of answers, and how many of the run's they are. What was said before is replaced. */
export function writeVerdicts(context: WriteContext, input: { readonly runId: number; readonly verdicts: readonly NewVerdict[] }): void {
  forgetOutcomes(context, input.runId)
  const counts = new Map<string, number>()
  for (const { probeId, checks, verdict, score, failed } of input.verdicts) {
    const before = context.prepare(judged).get(probeId, input.runId) as { verdict: number | null; isChecked: number } | undefined
    if (before === undefined) continue
    if (before.isChecked === 1) count(counts, before.verdict, -1)
    count(counts, verdict, 1)
    context.prepare(write).run(checks, verdict, score, verdict === null ? null : failed, probeId)
  }
  addCounts(context, input.runId, counts)
}

function count(counts: Map<string, number>, verdict: number | null, by: 1 | -1): void {
  const column = verdict === null ? 'checks_none' : (['checks_failed', 'checks_passed', 'checks_errors'][verdict] ?? 'checks_errors')
  counts.set(column, (counts.get(column) ?? 0) + by)
}

function addCounts(context: WriteContext, runId: number, counts: ReadonlyMap<string, number>): void {
  for (const [column, by] of counts) if (by !== 0) context.prepare(`update run set ${column} = ${column} + ? where id = ?`).run(by, runId)
}
