import type { Verdict } from '#contract/check'
import { type CheckOutcome, ProbeChecks } from '#contract/checks'

/** As a probe's row has it. */
export function verdictOf(kept: number | null): Verdict | null {
  return kept === null ? null : kept === 1 ? 'pass' : kept === 0 ? 'fail' : 'error'
}

/** What each check said, as a probe's row keeps it; empty of none. */
export function keptOutcomes(checks: string | null): CheckOutcome[] {
  return checks === null ? [] : (ProbeChecks.nullable().parse(JSON.parse(checks))?.checks ?? [])
}

/** The labels of a run's checks by the place of their bits. */
export function labelsOf(run: { readonly check_labels: string | null }): string[] {
  return run.check_labels === null ? [] : (JSON.parse(run.check_labels) as string[])
}

/** Of those, which a probe failed. */
export function failedLabels(bits: number | null, labels: readonly string[]): string[] {
  return bits === null ? [] : labels.filter((_, bit) => Math.floor(bits / 2 ** bit) % 2 === 1)
}
