import { alerts } from './alerts.ts'
import { analytics } from './analytics.ts'
import { audit } from './audit.ts'
import { batches } from './batches.ts'
import { breakers } from './breakers.ts'
import { models, providers } from './catalog.ts'
import { changes } from './changes.ts'
import { checks } from './checks.ts'
import { costs } from './costs.ts'
import { events } from './events.ts'
import { health } from './health.ts'
import { config, imports } from './imports.ts'
import { keys } from './keys.ts'
import { ledger } from './ledger.ts'
import { monitor } from './monitor.ts'
import { outcomes } from './outcomes.ts'
import { pools } from './pools.ts'
import { preferences } from './preferences.ts'
import { prices } from './prices.ts'
import { reports } from './reports.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { sql } from './sql.ts'
import { cache, retention } from './storage.ts'
import { whatIf } from './what-if.ts'

/** Every procedure that crosses a process boundary, by area. */
export const contract = {
  alerts,
  analytics,
  audit,
  batches,
  breakers,
  cache,
  changes,
  config,
  checks,
  costs,
  events,
  health,
  imports,
  keys,
  ledger,
  models,
  monitor,
  outcomes,
  pools,
  preferences,
  prices,
  providers,
  reports,
  retention,
  runs,
  settings,
  sql,
  whatIf,
}
export type Contract = typeof contract
