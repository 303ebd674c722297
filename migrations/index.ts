import type { Database } from 'better-sqlite3'
import { createLedger } from './0001-create-ledger.ts'
import { addBreakersAndFallbacks } from './0002-add-breakers-and-fallbacks.ts'
import { findEventsByKind } from './0003-find-events-by-kind.ts'
import { confirmCredentials } from './0004-confirm-credentials.ts'
import { addProbeOutcomes } from './0005-add-probe-outcomes.ts'
import { keepEstimatedTokens } from './0006-keep-estimated-tokens.ts'
import { keepRunTotals } from './0007-keep-run-totals.ts'
import { keepWholeChanges } from './0008-keep-whole-changes.ts'
import { rememberImports } from './0009-remember-imports.ts'
import { rememberTheCalendar } from './0010-remember-the-calendar.ts'
import { numberTheLedger } from './0011-number-the-ledger.ts'
import { keepRollups } from './0012-keep-rollups.ts'
import { keepAlerts } from './0013-keep-alerts.ts'
import { saveQueries } from './0014-save-queries.ts'
import { keepAnswers } from './0015-keep-answers.ts'
import { keepReports } from './0016-keep-reports.ts'
import { placeRollups } from './0017-place-rollups.ts'
import { checkAndLinkRuns } from './0018-check-and-link-runs.ts'
import { countVerdicts } from './0019-count-verdicts.ts'
import { keepWhatProbesSpent } from './0020-keep-what-probes-spent.ts'
import { keepOutcomes } from './0021-keep-outcomes.ts'

/** One schema step. Shipped steps are never edited; each runs in a transaction of its own together with its `user_version`. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (db: Database) => void
}

export const migrations: readonly Migration[] = [
  { version: 1, name: 'create-ledger', up: createLedger },
  { version: 2, name: 'add-breakers-and-fallbacks', up: addBreakersAndFallbacks },
  { version: 3, name: 'find-events-by-kind', up: findEventsByKind },
  { version: 4, name: 'confirm-credentials', up: confirmCredentials },
  { version: 5, name: 'add-probe-outcomes', up: addProbeOutcomes },
  { version: 6, name: 'keep-estimated-tokens', up: keepEstimatedTokens },
  { version: 7, name: 'keep-run-totals', up: keepRunTotals },
  { version: 8, name: 'keep-whole-changes', up: keepWholeChanges },
  { version: 9, name: 'remember-imports', up: rememberImports },
  { version: 10, name: 'remember-the-calendar', up: rememberTheCalendar },
  { version: 11, name: 'number-the-ledger', up: numberTheLedger },
  { version: 12, name: 'keep-rollups', up: keepRollups },
  { version: 13, name: 'keep-alerts', up: keepAlerts },
  { version: 14, name: 'save-queries', up: saveQueries },
  { version: 15, name: 'keep-answers', up: keepAnswers },
  { version: 16, name: 'keep-reports', up: keepReports },
  { version: 17, name: 'place-rollups', up: placeRollups },
  { version: 18, name: 'check-and-link-runs', up: checkAndLinkRuns },
  { version: 19, name: 'count-verdicts', up: countVerdicts },
  { version: 20, name: 'keep-what-probes-spent', up: keepWhatProbesSpent },
  { version: 21, name: 'keep-outcomes', up: keepOutcomes },
]
