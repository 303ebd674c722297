import type { CrashedRun } from './thread-protocol.ts'
import type { WriteContext } from './write-context.ts'
import { spendMore, spentBy } from './writes/spent-writes.ts'

interface Unfinished {
  readonly interruptedAttempts: number
  readonly crashedRuns: readonly CrashedRun[]
}

/**
 * What an engine that ended without closing left open: attempts in flight become `interrupted` and `maybe_billed` up to their
 * reservation, their probes wait for a person's word, and runs are paused. A run that was being cancelled is cancelled, and so is one
 * whose prompts were still being written: nothing of it was sent, and what is there is not all of it. Answers with how many attempts, and with the runs that were paused.
 */
export function interruptUnfinished(context: WriteContext, nowMs: number): Unfinished {
  const open = context
    .prepare(
      `select id, case method when 'probe' then probe_id end as probe_id, cost_upper_nanousd as upper from attempt where state = 'started'`,
    )
    .all() as {
    id: number
    probe_id: number | null
    upper: number | null
  }[]
  for (const attempt of open) {
    context
      .prepare(
        `update attempt set state = 'interrupted', code = 'INTERRUPTED', cost_state = 'maybe_billed', cost_nanousd = null, ended_at_ms = ?, seq = ? where id = ?`,
      )
      .run(nowMs, context.nextSeq(), attempt.id)
    context
      .prepare(
        `update probe set status = 'interrupted', code = 'INTERRUPTED', last_attempt_id = ?, duration_ms = null, first_chunk_ms = null,
         tokens = null, cost_nanousd = null, ${spendMore} where id = ? and status = 'in_flight'`,
      )
      .run(attempt.id, ...spentBy({ costState: 'maybe_billed', costNanoUsd: null, costUpperNanoUsd: attempt.upper }), attempt.probe_id)
  }
  context
    .prepare(
      `update probe set status = 'cancelled', code = 'CANCELLED', wait_cause = null, wait_until_ms = null
       where status in ('pending', 'waiting') and run_id in (select id from run where status = 'draining')`,
    )
    .run()
  context
    .prepare(`update run set status = 'cancelled', pause_reason = null, finished_at_ms = ? where status in ('queued', 'draining')`)
    .run(nowMs)
  const runs = context.prepare(`select id, ulid, name from run where status = 'running'`).all() as CrashedRun[]
  context.prepare(`update run set status = 'paused', pause_reason = 'crash' where status = 'running'`).run()
  return { interruptedAttempts: open.length, crashedRuns: runs }
}
