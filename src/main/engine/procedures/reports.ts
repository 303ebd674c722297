import { call } from '@orpc/server'
import type { Questions } from '#engine/exports'
import { analyticsProcedures } from './analytics.ts'
import type { Caller, Implementer } from './caller.ts'
import { costProcedures } from './costs.ts'
import type { Services } from './services.ts'
import { sqlProcedures } from './sql.ts'

export function reportProcedures(os: Implementer, services: Services) {
  const { bundles, exports, reportQuestions } = services
  const { report } = costProcedures(os, services)
  const { performance, methods, failures } = analyticsProcedures(os, services)
  const { run } = sqlProcedures(os, services)
  /** The very answers of the procedures: what a report says is what its page shows. */
  const questionsOf = (context: Caller): Questions => ({
    costs: (query) => call(report, query, { context }),
    performance: (query) => call(performance, query, { context }),
    methods: (query) => call(methods, query, { context }),
    failures: (query) => call(failures, query, { context }),
    sql: (query, signal) => call(run, { query }, { context, signal }),
  })
  return {
    export: os.reports.export.handler(async function* ({ input, context, signal }) {
      yield* exports.export(input, questionsOf(context), signal ?? never())
    }),
    bundle: os.reports.bundle.handler(async function* ({ input, context, signal }) {
      yield* bundles.bundle({ ...input, user: context.user }, questionsOf(context), signal ?? never())
    }),
    kept: os.reports.kept.handler(async () => ({ items: await bundles.kept() })),
    forget: os.reports.forget.handler(async ({ input: { name } }) => {
      await bundles.forget(name)
      return { ok: true as const }
    }),
    reprice: os.reports.reprice.handler(({ input, signal }) => reportQuestions.reprice(input, signal ?? never())),
    reconcile: os.reports.reconcile.handler(({ input, context, signal }) =>
      reportQuestions.reconcile(input, questionsOf(context), signal ?? never()),
    ),
  }
}

function never(): AbortSignal {
  return new AbortController().signal
}
