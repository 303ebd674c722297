import { compareRuns } from '#engine/outcomes'
import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function outcomeProcedures(os: Implementer, { outcomes }: Services) {
  return {
    overview: os.outcomes.overview.handler(({ input }) => outcomes.overview(input.run, input.filter)),
    prompts: os.outcomes.prompts.handler(({ input: { run, filter, sort, ...page } }) => outcomes.prompts(run, filter, sort, page)),
    beside: os.outcomes.beside.handler(({ input }) => outcomes.beside(input.run, input.promptIndex, input.sample)),
    compare: os.outcomes.compare.handler(({ input }) => compareRuns(outcomes, input)),
    export: os.outcomes.export.handler(notYet),
  }
}
