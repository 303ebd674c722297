import type { RunId } from '#contract/ids'
import type { RunExport } from '#contract/outcomes'
import type { ReportProgress } from '#contract/reports'
import { exportRun, type RunFacts, type RunQuestions } from '#engine/exports'
import { batchOfRun } from '#engine/runs'
import type { Services } from './services.ts'

interface RunExportInput {
  readonly run: RunId
  readonly export: RunExport
  readonly name?: string | undefined
}

/** A run as a file; see `contract/outcomes.ts`. `calls`: the report of its calls. NOT_FOUND. */
export async function* runExport(
  { outcomes, exports, catalog, imports, storage, runs, clock, version }: Services,
  input: RunExportInput,
  calls: RunQuestions['calls'],
  signal: AbortSignal,
): AsyncGenerator<ReportProgress> {
  const asked = await outcomes.asked(input.run)
  const { head, batch, labels } = asked
  const questions: RunQuestions = {
    run: {
      ...{ id: input.run, runId: head.run.id, name: head.run.name, batch: head.run.batch, labels },
      models: [...catalog.models()].map((model) => [model.id, model.ref] as const),
    },
    places: (filter, by) => outcomes.places(asked, filter, by),
    facts: async (): Promise<RunFacts> => {
      const [{ models, failures, warnings, judge }, summary] = await Promise.all([outcomes.overview(input.run, {}), runs.get(input.run)])
      const isPrompt = batch.messages.length === 1
      return {
        ...{ id: input.run, name: head.run.name, user: head.run.user, status: summary.status, version, models, failures, warnings },
        createdAtMs: summary.createdAtMs,
        finishedAtMs: summary.finishedAtMs,
        judge: { calls: judge.calls, nanoUsd: judge.cost.nanoUsd },
        parameters: Object.fromEntries(batch.models.map(({ ref, parameters }) => [ref, parameters])),
        prompt: batch.messages.map(({ role, content }) => (isPrompt ? content : `${role}: ${content}`)).join('\n\n'),
        samples: batch.samples,
      }
    },
    package: async () => {
      const { dataset: _, ...repeated } = await batchOfRun(storage, head.run, { rows: false })
      const [{ models, counts }, { cost }] = await Promise.all([outcomes.overview(input.run, {}), runs.get(input.run)])
      const probes = models.reduce((sum, model) => sum + model.probes, 0)
      const summary = { probes, passed: counts.passed, failed: counts.failed, cost }
      const written = { format: 'assay-run', version: 1, name: head.run.name, madeAtMs: clock.nowMs(), madeBy: version }
      return {
        manifest: { ...written, batch: repeated, summary },
        catalog: await imports.exported(
          'json',
          asked.models.map(({ id }) => id),
        ),
      }
    },
    calls,
  }
  yield* exportRun(exports, input, questions, signal)
}
