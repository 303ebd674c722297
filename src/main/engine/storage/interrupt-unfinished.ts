import type { WriteContext } from './write-context.ts'

/**
 * What an engine that ended without closing left open: attempts in flight become `interrupted` and `maybe_billed` up to their
 * reservation, their probes wait for a person's word, and runs are paused. A run that was being cancelled is cancelled, and so is one
 * whose prompts were still being written: nothing of it was sent, and what is there is not all of it. Returns how many attempts.
 */
export function interruptUnfinished(context: WriteContext, nowMs: number): number {
  const open = context.prepare(`select id, probe_id from attempt where state = 'started'`).all() as {
    id: number
    probe_id: number | null
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
         tokens = null, cost_nanousd = null where id = ? and status = 'in_flight'`,
      )
      .run(attempt.id, attempt.probe_id)
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
  context.prepare(`update run set status = 'paused', pause_reason = 'crash' where status = 'running'`).run()
  return open.length
}
