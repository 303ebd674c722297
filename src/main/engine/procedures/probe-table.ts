import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function probeTableProcedures(os: Implementer, { outcomes }: Services) {
  return {
    probeTable: os.runs.probeTable.handler(({ input: { run, filter, sort, ...page } }) => outcomes.table(run, filter, sort, page)),
  }
}
