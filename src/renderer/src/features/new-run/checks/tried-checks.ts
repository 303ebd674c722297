import type { Check, PassWhen } from '#contract/check'
import type { DraftCheck, DraftPassWhen } from './draft-check.ts'
import { missingOfChecks } from './missing-of-checks.ts'
import { plainChecks, plainPassWhen } from './plain-checks.ts'

/** What can be tried: the checks that are finished, as the engine takes them. Whether they are right the engine says. */
export function triedChecks(checks: readonly DraftCheck[]): Check[] {
  const ready = checks.filter((check) => missingOfChecks([check]).length === 0)
  // What is no check is refused by the contract, as in a batch.
  return plainChecks(ready) as unknown[] as Check[]
}

export function triedPassWhen(passWhen: DraftPassWhen): PassWhen {
  return plainPassWhen(passWhen) as PassWhen
}
