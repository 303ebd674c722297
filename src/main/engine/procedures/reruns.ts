import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function rerunProcedures(os: Implementer, _services: Services) {
  return {
    planRerun: os.runs.planRerun.handler(notYet),
    rerun: os.runs.rerun.handler(notYet),
  }
}
