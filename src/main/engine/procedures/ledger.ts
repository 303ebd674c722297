import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function ledgerProcedures(os: Implementer, _services: Services) {
  return {
    list: os.ledger.list.handler(notYet),
    watch: os.ledger.watch.handler(notYet),
    call: os.ledger.call.handler(notYet),
    search: os.ledger.search.handler(notYet),
    health: os.ledger.health.handler(notYet),
  }
}
