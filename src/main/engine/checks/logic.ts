import type { PassWhen, Verdict } from '#contract/check'

/** All must pass: one that fails decides, else one that could not be decided. Of none: pass. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail'
  return verdicts.includes('error') ? 'error' : 'pass'
}

/** One must pass. Of none: fail. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('pass')) return 'pass'
  return verdicts.includes('error') ? 'error' : 'fail'
}

/** What could not be decided stays so. */
export function negated(verdict: Verdict): Verdict {
  if (verdict === 'error') return 'error'
  return verdict === 'pass' ? 'fail' : 'pass'
}

export interface Weighed {
  readonly verdict: Verdict
  readonly weight: number
}

/** The share of all weight that passed, from 0 to 1; what could not be decided has not. Null: nothing weighs anything. */
export function scoreOf(checks: readonly Weighed[]): number | null {
  return shareOf(checks, ['pass'])
}

/** Of a share: undecided only where what could not be decided would make the difference. Nothing that weighs anything: as `all` has it. */
export function verdictOf(checks: readonly Weighed[], passWhen: PassWhen): Verdict {
  const verdicts = checks.map(({ verdict }) => verdict)
  if (passWhen === 'all') return allOf(verdicts)
  if (passWhen === 'any') return anyOf(verdicts)
  const least = shareOf(checks, ['pass'])
  const most = shareOf(checks, ['pass', 'error'])
  if (least === null || most === null) return allOf(verdicts)
  if (reaches(least, passWhen)) return 'pass'
  return reaches(most, passWhen) ? 'error' : 'fail'
}

function shareOf(checks: readonly Weighed[], counted: readonly Verdict[]): number | null {
  const all = sum(checks)
  return all === 0 ? null : Math.min(1, sum(checks.filter(({ verdict }) => counted.includes(verdict))) / all)
}

function sum(checks: readonly Weighed[]): number {
  return checks.reduce((total, { weight }) => total + weight, 0)
}

/** Two of three reach 0.6667 of a person no more than 0.66666: rounding alone is forgiven. */
function reaches(share: number, wanted: number): boolean {
  return share >= wanted - 1e-9
}
