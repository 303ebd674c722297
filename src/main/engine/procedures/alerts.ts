import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function alertProcedures(os: Implementer, _services: Services) {
  return {
    list: os.alerts.list.handler(notYet),
    channels: os.alerts.channels.handler(notYet),
    setAddress: os.alerts.setAddress.handler(notYet),
    removeAddress: os.alerts.removeAddress.handler(notYet),
    test: os.alerts.test.handler(notYet),
    deliveries: os.alerts.deliveries.handler(notYet),
    retry: os.alerts.retry.handler(notYet),
  }
}
