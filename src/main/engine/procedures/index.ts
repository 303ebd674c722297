import { alertProcedures } from './alerts.ts'
import { analyticsProcedures } from './analytics.ts'
import { auditProcedures } from './audit.ts'
import { batchProcedures } from './batches.ts'
import { breakerProcedures } from './breakers.ts'
import { guarded } from './caller.ts'
import { changeProcedures } from './changes.ts'
import { checkProcedures } from './checks.ts'
import { costProcedures } from './costs.ts'
import { eventProcedures } from './events.ts'
import { healthProcedures } from './health.ts'
import { configProcedures, importProcedures } from './imports.ts'
import { keyProcedures } from './keys.ts'
import { ledgerProcedures } from './ledger.ts'
import { modelProcedures } from './models.ts'
import { monitorProcedures } from './monitor.ts'
import { outcomeProcedures } from './outcomes.ts'
import { poolProcedures } from './pools.ts'
import { preferenceProcedures } from './preferences.ts'
import { priceProcedures } from './prices.ts'
import { probeTableProcedures } from './probe-table.ts'
import { providerProcedures } from './providers.ts'
import { reportProcedures } from './reports.ts'
import { rerunProcedures } from './reruns.ts'
import { runProcedures } from './runs.ts'
import type { Services } from './services.ts'
import { settingProcedures } from './settings.ts'
import { sqlProcedures } from './sql.ts'
import { cacheProcedures, retentionProcedures } from './storage.ts'
import { waitProcedures } from './waits.ts'
import { whatIfProcedures } from './what-if.ts'

export type { Caller } from './caller.ts'
export type { Services } from './services.ts'

/** Every procedure of the contract; one that is missing does not compile. */
export function createRouter(services: Services) {
  const os = guarded(services)
  return os.router({
    alerts: alertProcedures(os, services),
    analytics: analyticsProcedures(os, services),
    audit: auditProcedures(os, services),
    batches: batchProcedures(os, services),
    breakers: breakerProcedures(os, services),
    cache: cacheProcedures(os, services),
    changes: changeProcedures(os, services),
    checks: checkProcedures(os, services),
    config: configProcedures(os, services),
    costs: costProcedures(os, services),
    events: eventProcedures(os, services),
    health: healthProcedures(os, services),
    imports: importProcedures(os, services),
    keys: keyProcedures(os, services),
    ledger: ledgerProcedures(os, services),
    models: modelProcedures(os, services),
    monitor: monitorProcedures(os, services),
    outcomes: outcomeProcedures(os, services),
    pools: poolProcedures(os, services),
    preferences: preferenceProcedures(os, services),
    prices: priceProcedures(os, services),
    providers: providerProcedures(os, services),
    reports: reportProcedures(os, services),
    retention: retentionProcedures(os, services),
    runs: {
      ...runProcedures(os, services),
      ...probeTableProcedures(os, services),
      ...waitProcedures(os, services),
      ...rerunProcedures(os, services),
    },
    settings: settingProcedures(os, services),
    sql: sqlProcedures(os, services),
    whatIf: whatIfProcedures(os, services),
  })
}
export type Router = ReturnType<typeof createRouter>
