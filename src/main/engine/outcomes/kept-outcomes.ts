import { type CheckOutcome, ProbeChecks } from '#contract/checks'

/** What each check said, as a probe's row keeps it; empty of none. */
export function keptOutcomes(checks: string | null): CheckOutcome[] {
  return checks === null ? [] : (ProbeChecks.nullable().parse(JSON.parse(checks))?.checks ?? [])
}
