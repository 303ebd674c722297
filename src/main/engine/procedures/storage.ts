import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function cacheProcedures(os: Implementer, _services: Services) {
  return {
    status: os.cache.status.handler(notYet),
    clear: os.cache.clear.handler(notYet),
  }
}

export function retentionProcedures(os: Implementer, _services: Services) {
  return {
    status: os.retention.status.handler(notYet),
    run: os.retention.run.handler(notYet),
  }
}
