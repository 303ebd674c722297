import type { Variables } from '#contract/batch'
import type { ProbeChecks } from '#contract/checks'
import { bitsOf, codeOfVerdict, type Facts, type Judgement, type Question, sentence } from '#engine/checks'
import type { AnswerToCheck, NewVerdict } from '#engine/storage'
import type { RunToCheck } from './checked-run.ts'

/** Undefined: its answer is gone. */
export function questionOf(run: RunToCheck, row: AnswerToCheck, judgements?: Readonly<Record<string, Judgement>>): Question | undefined {
  if (row.answer === null) return undefined
  const variables = JSON.parse(row.variables) as Variables
  return { answer: row.answer, variables, facts: factsOf(row), checks: run.checks, passWhen: run.passWhen, judgements }
}

/** An answer that was kept from elsewhere cost nothing, and how long it took is not known. */
function factsOf({ cost, isCached }: AnswerToCheck): Facts {
  if (cost === null) return { costNanoUsd: null, costUpperNanoUsd: null, durationMs: null }
  return { costNanoUsd: cost.nanoUsd, costUpperNanoUsd: cost.upperNanoUsd, durationMs: isCached ? null : cost.durationMs }
}

/** As it is kept; null: there was nothing to check. */
export function verdictOf(run: RunToCheck, probeId: number, outcome: ProbeChecks | null): NewVerdict {
  if (outcome === null) return { probeId, checks: 'null', verdict: null, score: null, failed: 0 }
  const failed = outcome.checks.filter(({ verdict }) => verdict === 'fail').map(({ label }) => label)
  return {
    probeId,
    checks: JSON.stringify(outcome),
    verdict: codeOfVerdict(outcome.verdict),
    score: outcome.score,
    failed: bitsOf(failed, run.labels),
  }
}

/** None of its checks could be held against anything. */
export function undecidedOf(run: RunToCheck, probeId: number, reason: string): NewVerdict {
  const whole = { label: 'answer', type: 'answer', negate: false, weight: 1, score: null, judge: null }
  const checks = [{ ...whole, verdict: 'error' as const, reason: sentence(reason) }]
  return verdictOf(run, probeId, { verdict: 'error', score: null, checks })
}
