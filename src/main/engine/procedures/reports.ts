import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function reportProcedures(os: Implementer, _services: Services) {
  return {
    export: os.reports.export.handler(notYet),
    bundle: os.reports.bundle.handler(notYet),
    kept: os.reports.kept.handler(notYet),
    forget: os.reports.forget.handler(notYet),
    reprice: os.reports.reprice.handler(notYet),
    reconcile: os.reports.reconcile.handler(notYet),
  }
}
