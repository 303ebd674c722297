import { auditOf, type Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function importProcedures(os: Implementer, services: Services) {
  const { imports } = services
  return {
    preview: os.imports.preview.handler(({ input }) => imports.preview(input)),
    rows: os.imports.rows.handler(({ input }) => imports.rows(input)),
    apply: os.imports.apply.handler(({ input, context }) => imports.apply(input, auditOf(services, context, input.reason))),
    history: os.imports.history.handler(() => imports.history()),
  }
}

export function configProcedures(os: Implementer, { imports }: Services) {
  return { export: os.config.export.handler(async ({ input: { format } }) => ({ text: await imports.exported(format) })) }
}
