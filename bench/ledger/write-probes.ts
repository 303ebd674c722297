import type { RunTally } from '../../src/main/engine/runs/run-tally.ts'
import type { WriteContext } from '../../src/main/engine/storage/write-context.ts'
import { failureAt } from './failures.ts'
import { type CallPlanner, none } from './plan-calls.ts'
import type { RunPlan } from './plan-runs.ts'
import type { Outcomes } from './write-calls.ts'
import type { StoredModel } from './write-catalog.ts'

const insertProbe = `insert into probe (id, run_id, model_id, prompt_idx, sample, status, used_fallback, served_model_id, fallback_model_id, attempts, allowance_used,
  answer_attempt_id, last_attempt_id, duration_ms, first_chunk_ms, tokens, cost_nanousd, code) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?)`

const given = (value: number | undefined): number | null => (value === undefined || value === none ? null : value)

/** Writes the probes with what their last call brought, and what their runs came to: the one that the ledger's end cut off is paused. */
export function writeProbes(
  context: WriteContext,
  { calls, probes, endMs }: CallPlanner,
  {
    plans,
    models,
    outcomes,
    tallies,
  }: { plans: readonly RunPlan[]; models: readonly StoredModel[]; outcomes: Outcomes; tallies: readonly RunTally[] },
): void {
  const insert = context.prepare(insertProbe)
  probes.forEach((probe, at) => {
    const { lastCall, status } = probe
    const failure = calls.failure[lastCall] ?? none
    const callId = outcomes.id[lastCall] ?? 0
    const isAnswered = status === 'succeeded'
    insert.run(
      ...[at + 1, probe.run + 1, models[probe.model]?.id, probe.prompt, probe.sample, status, Number(probe.fallback !== none)],
      ...[isAnswered ? models[calls.served[lastCall] ?? 0]?.id : null, probe.fallback === none ? null : models[probe.fallback]?.id],
      ...[probe.attempts, probe.attempts, isAnswered ? callId : null, callId, calls.durationMs[lastCall]],
      ...[given(outcomes.tokens[lastCall]), given(outcomes.costNanoUsd[lastCall]), failure === none ? null : failureAt(failure).code],
    )
    if (status !== 'pending') tallies[probe.run]?.addEnd(status)
  })
  context.db.exec('update probe set first_chunk_ms = (select attempt.first_chunk_ms from attempt where attempt.id = probe.last_attempt_id)')
  plans.forEach((_, run) => {
    const tally = tallies[run]
    const isWhole = tally !== undefined && tally.ended === tally.total
    context.update('run', run + 1, {
      ...(isWhole ? { status: 'finished', finished_at_ms: Math.round(endMs[run] ?? 0) } : { status: 'paused', pause_reason: 'person' }),
      totals: tally?.text() ?? null,
    })
  })
  context.db.exec(`update run_model set planned = (select count(*) from probe where probe.run_id = run_model.run_id and probe.model_id = run_model.model_id)
    where run_id in (select id from run where status = 'paused')`)
}
