import type { FallbackFilter, ModelResult } from '#contract/results'
import type { RunSummary } from '#contract/runs'
import { costText, coverageShare, coverageText } from '../format/money.ts'
import { counted, duration, latency, shortCount } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'

/** What `runs.results` answers. */
export interface RunResults {
  readonly items: readonly ModelResult[]
  readonly total: Omit<ModelResult, 'model' | 'failures'>
}

type Row = Omit<ModelResult, 'model' | 'failures'> & { readonly model: string }

const columns: readonly Column<Row>[] = [
  { head: 'model', cell: (row) => plain(row.model) },
  { head: 'probes', align: 'right', cell: (row) => String(row.probes) },
  { head: 'ok', align: 'right', cell: (row) => String(row.succeeded) },
  { head: 'failed', align: 'right', cell: (row) => String(row.failed) },
  { head: 'retries', align: 'right', cell: (row) => String(row.retries) },
  { head: 'fell back', align: 'right', cell: (row) => String(row.usedFallback) },
  { head: 'tokens in', align: 'right', cell: (row) => shortCount(row.inputTokens) },
  { head: 'tokens out', align: 'right', cell: (row) => shortCount(row.outputTokens) },
  { head: 'cost', align: 'right', cell: (row) => costText(row.cost) },
  { head: 'exact', align: 'right', cell: (row) => coverageShare(row.cost.coverage) },
  { head: 'p50', align: 'right', cell: (row) => latency(row.p50LatencyMs) },
  { head: 'p95', align: 'right', cell: (row) => latency(row.p95LatencyMs) },
  { head: 'first chunk', align: 'right', cell: (row) => latency(row.p50TimeToFirstChunkMs) },
]

const withoutFallback = columns.filter(({ head }) => head !== 'fell back')

const ofFallback: Readonly<Record<FallbackFilter, string>> = { include: '', exclude: ' that did not fall back', only: ' that fell back' }

/** The result table per model with its total, the failures by code, and how the cost was come by. */
export function renderResults(
  summary: RunSummary,
  results: RunResults,
  { columns: width, paint }: Pick<Terminal, 'columns' | 'paint'>,
  fallback: FallbackFilter = 'include',
): string {
  const total = { ...results.total, model: 'total' }
  const failures = results.items.flatMap(({ model, failures: codes }) =>
    codes.map(({ code, probes }) => paint.bad(`${counted(probes, 'probe')} of ${plain(model)} ended as ${code}.`)),
  )
  const took =
    summary.startedAtMs !== null && summary.finishedAtMs !== null ? ` in ${duration(summary.finishedAtMs - summary.startedAtMs)}` : ''
  return [
    `${paint.bold(plain(summary.name))}: ${counted(results.total.succeeded, 'probe')} of ${results.total.probes}${ofFallback[fallback]} succeeded${took}. Run ${summary.id}.`,
    '',
    renderTable({
      columns: results.total.usedFallback > 0 ? columns : withoutFallback,
      rows: results.items,
      total: results.items.length > 1 ? total : undefined,
      width,
      paint,
    }),
    '',
    ...failures,
    ...(fallback === 'include' ? sayFallbacks(summary, results) : []),
    `Cost ${costText(results.total.cost)}: ${coverageText(results.total.cost.coverage)}.`,
  ].join('\n')
}

/** A probe that fell back measures another model: whoever reads the table has to know. */
function sayFallbacks({ id }: RunSummary, { items }: RunResults): string[] {
  const fallen = items.filter(({ usedFallback }) => usedFallback > 0)
  if (fallen.length === 0) return []
  return [
    ...fallen.map(({ model, usedFallback }) => `${counted(usedFallback, 'probe')} of ${plain(model)} fell back to another model.`),
    `Without them: assay runs show ${id} --fallback exclude`,
  ]
}
