import { call } from '@orpc/server'
import type { RunQuestions } from '#engine/exports'
import { compareRuns } from '#engine/outcomes'
import type { Implementer } from './caller.ts'
import { reportProcedures } from './reports.ts'
import { runExport } from './run-export.ts'
import type { Services } from './services.ts'

export function outcomeProcedures(os: Implementer, services: Services) {
  const { outcomes } = services
  const { export: writeReport } = reportProcedures(os, services)
  return {
    overview: os.outcomes.overview.handler(({ input }) => outcomes.overview(input.run, input.filter)),
    prompts: os.outcomes.prompts.handler(({ input: { run, filter, sort, ...page } }) => outcomes.prompts(run, filter, sort, page)),
    beside: os.outcomes.beside.handler(({ input }) => outcomes.beside(input.run, input.promptIndex, input.sample)),
    compare: os.outcomes.compare.handler(({ input }) => compareRuns(outcomes, input)),
    export: os.outcomes.export.handler(async function* ({ input, context, signal }) {
      const ended = signal ?? new AbortController().signal
      const calls: RunQuestions['calls'] = (format, name) =>
        call(writeReport, { order: { report: 'calls', run: input.run }, format, name }, { context, signal: ended })
      yield* runExport(services, input, calls, ended)
    }),
  }
}
