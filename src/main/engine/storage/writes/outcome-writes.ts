import type { WriteContext } from '../write-context.ts'

/** `as`: how the run was when this was added up. */
export interface KeepOutcomes {
  readonly runId: number
  readonly as: { readonly status: string; readonly passed: number; readonly failed: number; readonly errors: number }
  /** JSON. */
  readonly sums: string
}

const isAsThen = `select 1 from run where id = ? and status = ? and checking = 0
  and checks_passed = ? and checks_failed = ? and checks_errors = ?`

/** Keeps what a run came to, unless it has changed since that was added up. */
export function keepOutcomes(context: WriteContext, { runId, as, sums }: KeepOutcomes): void {
  const isThere = context.prepare(isAsThen).get(runId, as.status, as.passed, as.failed, as.errors) !== undefined
  if (isThere) context.prepare('insert or replace into run_outcome (run_id, sums) values (?, ?)').run(runId, sums)
}

/** What was kept of a run is so no more. */
export function forgetOutcomes(context: WriteContext, runId: number): void {
  context.prepare('delete from run_outcome where run_id = ?').run(runId)
}
