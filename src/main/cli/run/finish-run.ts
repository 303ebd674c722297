import { safe } from '@orpc/client'
import type { RunId } from '#contract/ids'
import type { RunSummary } from '#contract/runs'
import type { CommandContext } from '../command.ts'
import { failureOf } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { usd } from '../format/money.ts'
import { counted } from '../format/quantities.ts'
import type { Session } from '../session/session.ts'
import { followChecks } from './follow-checks.ts'
import { followRun } from './follow-run.ts'
import { endedProbes } from './progress-text.ts'
import { renderOutcomes } from './show-outcomes.ts'
import { type RunResults, renderResults } from './show-results.ts'
import { writeRunReport } from './write-run-report.ts'

/** What of a command's context following a run takes. */
export type FollowContext = Pick<CommandContext, 'terminal' | 'json' | 'clock' | 'interrupts' | 'workspace'>

/**
 * Follows a run that has been started, and the checking of its answers, then says what came of it: the result table, the verdicts, the cost report, and what a person has to do.
 * Nobody waits for verdicts after an interrupt: what is left is checked when the workspace is opened next, or by the engine the run lives in.
 */
export async function finishRun(context: FollowContext, session: Session, started: RunSummary): Promise<ExitCode> {
  const followed = await followRun(context, session, started.id)
  if (followed.kind === 'stopped') return await stopNow(context, session, started.id)
  const interrupted = followed.interrupted || (await followChecks(context, session, started.id)).interrupted
  const summary = await session.client.runs.get({ run: started.id })
  const outcomes = summary.checks === null ? null : await session.client.outcomes.overview({ run: summary.id })
  const results = await session.client.runs.results({ run: summary.id })
  const reportFile = await writeRunReport(context, session.client, summary)
  const { terminal, json } = context
  if (json) terminal.out(JSON.stringify({ run: summary, results, outcomes, reportFile }, undefined, 2))
  else {
    terminal.out(`\n${renderResults(summary, results, terminal)}`)
    if (outcomes !== null) terminal.out(`\n${renderOutcomes(outcomes, terminal)}`)
    if (reportFile !== null) terminal.out(`Cost report: ${reportFile}`)
  }
  return conclude(context, summary, interrupted)
}

/** What can be said of a run that was stopped at once. */
interface Stopped {
  readonly run: RunSummary | null
  readonly results: RunResults | null
}

/** A disk that takes nothing, or a holder that is silent, does not keep a person who said stop twice waiting for longer. */
const stopPatienceMs = 3000

/** Cuts off what the run has in flight, in whichever engine it lives; an engine that was opened here goes with it. */
async function stopNow(context: FollowContext, session: Session, id: RunId): Promise<ExitCode> {
  const { terminal, clock, json } = context
  const answered = new AbortController()
  const tooLate = clock.sleep(stopPatienceMs, answered.signal).then((): Stopped => ({ run: null, results: null }))
  tooLate.catch(() => undefined)
  try {
    const { run, results } = await Promise.race([cutOff(session, id), tooLate])
    terminal.err(
      run === null
        ? `Stopped waiting. Whether what is in flight was cut off is not known. See: assay runs show ${id}`
        : `Stopped. Calls cut off may have been billed. Go on with: assay resume ${id}`,
    )
    if (json) terminal.out(JSON.stringify({ run, results, outcomes: null, reportFile: null }, undefined, 2))
  } finally {
    answered.abort()
    if (session.kind === 'own') await session.abort()
  }
  return exitCodes.interrupted
}

/** A run that has come to rest meanwhile needs no pause. */
async function cutOff({ client }: Session, run: RunId): Promise<Stopped> {
  const { error } = await safe(client.runs.pause({ run, drain: false }))
  if (error !== null && failureOf(error)?.code !== 'CONFLICT') throw error
  return { run: await client.runs.get({ run }), results: await client.runs.results({ run }) }
}

function conclude({ terminal }: Pick<FollowContext, 'terminal'>, summary: RunSummary, interrupted: boolean): ExitCode {
  const { status, counts, checks, id } = summary
  if (status === 'finished') {
    if (interrupted && checks !== null && checks.pending > 0) return exitCodes.interrupted
    const unwell = counts.failed + counts.cancelled + (checks?.failed ?? 0) + (checks?.errors ?? 0)
    return unwell > 0 ? exitCodes.failedProbes : exitCodes.done
  }
  const left = counts.total - endedProbes(summary)
  terminal.err(`${endedProbes(summary)} of ${counted(counts.total, 'probe')} done, ${left} left. ${whatNow(summary)}`)
  if (counts.interrupted > 0) {
    terminal.err(
      `${counted(counts.interrupted, 'probe')} were cut off in flight; whether they were answered and billed is not known. ` +
        `Send them again with: assay resume ${id} --interrupted resend. Or count them as failed: --interrupted fail.`,
    )
  }
  return interrupted ? exitCodes.interrupted : exitCodes.refused
}

function whatNow({ status, pauseReason, id, budgetNanoUsd }: RunSummary): string {
  if (status === 'cancelled') return 'The run was cancelled.'
  if (pauseReason === 'budget') {
    return `The budget${budgetNanoUsd === null ? '' : ` of ${usd(budgetNanoUsd)}`} allows no further call. Raise it and go on with: assay resume ${id} --budget USD`
  }
  if (pauseReason === 'decision') return `The run waits for you. When that is done, go on with: assay resume ${id}`
  return `Go on with: assay resume ${id}`
}
