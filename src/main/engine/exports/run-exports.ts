import type { RunExport } from '#contract/outcomes'
import type { ProbeFilter } from '#contract/probe-table'
import type { ReportProgress } from '#contract/reports'
import type { ExportService } from './export-service.ts'
import type { RunFacts } from './run-document.ts'

/** A run that is exported. `batch`: as it is frozen, JSON; `models`: names by id. */
export interface ExportedRun {
  readonly id: string
  readonly runId: number
  readonly name: string
  readonly batch: string
  readonly labels: readonly string[]
  readonly models: readonly (readonly [id: number, ref: string])[]
}

/** What a run's export asks of the engine. `places`: probes by key. */
export interface RunQuestions {
  readonly run: ExportedRun
  places(filter: ProbeFilter, by: 'prompt' | 'model'): Promise<readonly number[]>
  facts(): Promise<RunFacts>
  /** What `assay-run.json` of a package holds, and what of the catalog the run needs. */
  package(): Promise<{ readonly manifest: object; readonly catalog: string }>
  calls(format: 'csv' | 'jsonl' | 'parquet', name: string): Promise<AsyncIterable<ReportProgress>>
}

const extensions = { page: 'html', inspect: 'json', promptfoo: 'json', package: 'zip' } as const

/** Writes a run into the workspace's `exports` folder; see `contract/outcomes.ts`. Ends with the signal, and then leaves nothing. */
export async function* exportRun(
  exports: ExportService,
  order: { readonly export: RunExport; readonly name?: string | undefined },
  questions: RunQuestions,
  signal: AbortSignal,
): AsyncGenerator<ReportProgress> {
  const { run } = questions
  const { export: wanted } = order
  const name = order.name?.trim() || `${run.name}-${wanted.what}`
  if (wanted.what === 'attempts') return yield* await questions.calls(wanted.format, name)
  const filter = wanted.what === 'probes' ? wanted.filter : {}
  const ids = await questions.places(filter, wanted.what === 'inspect' ? 'model' : 'prompt')
  const probes = { run: run.id, batch: run.batch, ids, models: run.models, labels: run.labels }
  if (wanted.what === 'probes') {
    yield* exports.probes({ wanted: name, extension: wanted.format, probes, as: { table: wanted.format } }, signal)
  } else if (wanted.what === 'package') {
    const as = { package: { ...(await questions.package()), runId: run.runId } }
    yield* exports.probes({ wanted: name, extension: extensions.package, probes, as }, signal)
  } else {
    const as = { document: { shape: wanted.what, run: await questions.facts(), total: ids.length } }
    yield* exports.probes({ wanted: name, extension: extensions[wanted.what], probes, as }, signal)
  }
}
