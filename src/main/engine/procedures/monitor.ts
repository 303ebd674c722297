import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function monitorProcedures(os: Implementer, _services: Services) {
  return {
    watch: os.monitor.watch.handler(notYet),
  }
}
