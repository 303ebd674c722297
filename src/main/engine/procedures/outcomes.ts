import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function outcomeProcedures(os: Implementer, _services: Services) {
  return {
    overview: os.outcomes.overview.handler(notYet),
    prompts: os.outcomes.prompts.handler(notYet),
    beside: os.outcomes.beside.handler(notYet),
    compare: os.outcomes.compare.handler(notYet),
    export: os.outcomes.export.handler(notYet),
  }
}
