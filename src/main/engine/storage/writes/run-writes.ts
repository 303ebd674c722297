import type { CallCode, WaitCause } from '#contract/calls'
import type { OnRestart, PauseReason, RerunKind, RunStatus } from '#contract/runs'
import type { WriteContext } from '../write-context.ts'
import { forgetOutcomes } from './outcome-writes.ts'

export interface CreateRun {
  readonly ulid: string
  readonly name: string
  /** The frozen batch, JSON. Rows of its dataset are kept as prompts, not here. */
  readonly batch: string
  readonly user: string
  readonly onRestart: OnRestart
  readonly budgetNanoUsd: number | null
  readonly samples: number
  /** `cells`: of a rerun, how many of a model are listed; absent: every sample of every prompt. */
  readonly models: readonly { readonly modelId: number; readonly parameters: string; readonly cells?: number }[]
  readonly rerun?: Rerun | undefined
  readonly atMs: number
}

/** Which run a run repeats a part of. `keepsChecks`: its answers are held against what that one's are, as was set since. */
export interface Rerun {
  readonly of: number
  readonly what: RerunKind
  readonly keepsChecks: boolean
}

export function createRun(context: WriteContext, input: CreateRun): { runId: number } {
  const runId = context.insert('run', {
    ulid: input.ulid,
    name: input.name,
    batch: input.batch,
    status: 'queued',
    on_restart: input.onRestart,
    user: input.user,
    budget_nanousd: input.budgetNanoUsd,
    samples: input.samples,
    prompt_count: 0,
    created_at_ms: input.atMs,
    ...(input.rerun === undefined ? {} : { rerun_of: input.rerun.of, rerun_what: input.rerun.what }),
  })
  if (input.rerun?.keepsChecks === true) keepChecks(context, runId, input.rerun.of)
  const insert = context.prepare('insert into run_model (run_id, model_id, position, parameters, planned, cells) values (?, ?, ?, ?, 0, ?)')
  for (const [position, model] of input.models.entries()) insert.run(runId, model.modelId, position, model.parameters, model.cells)
  return { runId }
}

function keepChecks(context: WriteContext, runId: number, of: number): void {
  context
    .prepare('update run set (checks, checks_changed_at_ms) = (select checks, checks_changed_at_ms from run where id = ?) where id = ?')
    .run(of, runId)
}

export interface AddPrompts {
  readonly runId: number
  readonly fromIdx: number
  readonly prompts: readonly { readonly variables: string; readonly bodyHash: string; readonly bytes: number }[]
}

export function addPrompts(context: WriteContext, input: AddPrompts): void {
  const insert = context.prepare('insert into prompt (run_id, idx, variables, body_hash, bytes) values (?, ?, ?, ?, ?)')
  input.prompts.forEach((prompt, offset) => {
    insert.run(input.runId, input.fromIdx + offset, prompt.variables, prompt.bodyHash, prompt.bytes)
  })
  context.prepare('update run set prompt_count = prompt_count + ? where id = ?').run(input.prompts.length, input.runId)
}

/** Takes back a run of which nothing was sent. */
export function dropRun(context: WriteContext, input: { readonly runId: number }): void {
  context.prepare('delete from run where id = ?').run(input.runId)
}

export interface SetRunStatus {
  readonly runId: number
  readonly status: RunStatus
  readonly pauseReason: PauseReason | null
  readonly atMs: number
}

/** A run is started once, whatever it is paused and resumed. */
export function setRunStatus(context: WriteContext, input: SetRunStatus): void {
  const { runId, status, atMs } = input
  const isOver = status === 'finished' || status === 'cancelled'
  forgetOutcomes(context, runId)
  context.update('run', runId, {
    status,
    pause_reason: input.pauseReason,
    finished_at_ms: isOver ? atMs : null,
  })
  if (status === 'running') context.prepare('update run set started_at_ms = coalesce(started_at_ms, ?) where id = ?').run(atMs, runId)
}

export interface KeepRunTotals {
  readonly runId: number
  /** The state in which it rests, and in which this was counted. */
  readonly status: RunStatus
  /** JSON. */
  readonly totals: string
}

/** What a run that rests has come to. One that goes on by now is left alone. */
export function keepRunTotals(context: WriteContext, { runId, status, totals }: KeepRunTotals): void {
  context.prepare('update run set totals = ? where id = ? and status = ? and totals is null').run(totals, runId, status)
}

export interface PlanProbes {
  readonly runId: number
  readonly position: number
  readonly modelId: number
  /** The lane's place before this page: probes planned so far. */
  readonly planned: number
  readonly cells: readonly { readonly promptIdx: number; readonly sample: number }[]
}

/** Writes a page of probes ahead of the queue; answers with the key of the first, the others follow it without a gap. */
export function planProbes(context: WriteContext, input: PlanProbes): { firstProbeId: number } {
  const insert = context.prepare(`insert into probe (run_id, model_id, prompt_idx, sample, status) values (?, ?, ?, ?, 'pending')`)
  let firstProbeId = 0
  for (const cell of input.cells) {
    const { lastInsertRowid } = insert.run(input.runId, input.modelId, cell.promptIdx, cell.sample)
    if (firstProbeId === 0) firstProbeId = Number(lastInsertRowid)
  }
  context
    .prepare('update run_model set planned = ? where run_id = ? and position = ?')
    .run(input.planned + input.cells.length, input.runId, input.position)
  return { firstProbeId }
}

/** Ends a probe that is not in flight without another attempt. */
export function endProbe(
  context: WriteContext,
  input: { readonly probeId: number; readonly status: 'failed' | 'cancelled'; readonly code: CallCode },
): void {
  context
    .prepare(
      "update probe set status = ?, code = ?, wait_cause = null, wait_until_ms = null where id = ? and status in ('pending', 'waiting')",
    )
    .run(input.status, input.code, input.probeId)
}

/** A probe that waits, waits for another reason, or for longer. */
export function waitProbe(
  context: WriteContext,
  input: { readonly probeId: number; readonly cause: WaitCause; readonly untilMs: number },
): void {
  context
    .prepare(`update probe set wait_cause = ?, wait_until_ms = ? where id = ? and status = 'waiting'`)
    .run(input.cause, input.untilMs, input.probeId)
}

/** A probe that is not in flight is to be answered by another model, which it asks as if for the first time. */
export function fallBackProbe(context: WriteContext, input: { readonly probeId: number; readonly modelId: number }): void {
  context
    .prepare(
      `update probe set status = 'pending', used_fallback = 1, fallback_model_id = ?, allowance_used = 0, counted_refusals = 0,
       wait_cause = null, wait_until_ms = null, wait_since_ms = null where id = ? and status in ('pending', 'waiting')`,
    )
    .run(input.modelId, input.probeId)
}

export function cancelProbes(context: WriteContext, input: { readonly runId: number }): void {
  context.prepare('update run set totals = null where id = ?').run(input.runId)
  context
    .prepare(
      `update probe set status = 'cancelled', code = 'CANCELLED', wait_cause = null, wait_until_ms = null where run_id = ? and status in ('pending', 'waiting')`,
    )
    .run(input.runId)
}
