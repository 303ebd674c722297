import type { EpochMs } from '#contract/units'
import { checksOf } from '#engine/checking'
import type { Implementer } from './caller.ts'
import { getRunRow } from './run-row.ts'
import type { Services } from './services.ts'

export function checkProcedures(os: Implementer, { checks, storage, runs }: Services) {
  return {
    try: os.checks.try.handler(async ({ input }) => {
      const { passWhen } = input
      const found = await checks.service.evaluate(
        input.answers.map(({ answer, variables, costNanoUsd, durationMs }) => ({
          answer,
          variables,
          facts: {
            costNanoUsd: costNanoUsd ?? null,
            costUpperNanoUsd: costNanoUsd === undefined ? null : 0,
            durationMs: durationMs ?? null,
          },
          checks: input.checks,
          passWhen,
        })),
      )
      return { items: found.map((outcome) => outcome ?? { verdict: 'pass' as const, score: null, checks: [] }) }
    }),
    apply: os.checks.apply.handler(async function* ({ input, signal }) {
      yield* checks.applied.apply(input, signal ?? new AbortController().signal)
    }),
    watch: os.checks.watch.handler(async function* ({ input, signal }) {
      const { id } = await getRunRow(storage, input.run)
      yield* checks.watch({ id: input.run, runId: id }, signal ?? new AbortController().signal)
    }),
    of: os.checks.of.handler(async ({ input }) => {
      const run = await getRunRow(storage, input.run)
      const summary = await runs.get(input.run)
      const { checks: own, passWhen } = checksOf(run)
      return {
        checks: [...own],
        passWhen,
        rowsHaveOwn: run.row_checks === 1,
        labels: run.check_labels === null ? [] : JSON.parse(run.check_labels),
        counts: summary.checks ?? { passed: 0, failed: 0, errors: 0, pending: 0 },
        changedAtMs: run.checks_changed_at_ms as EpochMs | null,
      }
    }),
  }
}
