import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function checkProcedures(os: Implementer, _services: Services) {
  return {
    try: os.checks.try.handler(notYet),
    apply: os.checks.apply.handler(notYet),
    of: os.checks.of.handler(notYet),
  }
}
