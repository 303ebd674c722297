import type { ModelRef } from '#contract/ids'
import type { ModelResult } from '#contract/results'
import { formatCount, formatLatency, formatShort, sayCode } from '#renderer/lib'
import { type Column, Coverage, Spend } from '#renderer/ui'
import classes from './overview.module.css'

/** A model's results; without a model, those of all together. */
export type ResultRow = Omit<ModelResult, 'model' | 'failures'> & {
  readonly model: ModelRef | null
  readonly failures?: ModelResult['failures']
}

export function resultColumns(hasFallback: boolean): readonly Column<ResultRow>[] {
  return hasFallback ? [...first, fallback, ...rest] : [...first, ...rest]
}

const first: readonly Column<ResultRow>[] = [
  {
    id: 'model',
    header: 'Model',
    width: 120,
    grow: 1,
    sortBy: ({ model }) => model,
    cell: ({ model }) =>
      model === null ? (
        <span className={classes['all']}>all models</span>
      ) : (
        <span className={classes['model']} title={model}>
          {model}
        </span>
      ),
  },
  {
    id: 'probes',
    header: 'Ended',
    width: 100,
    align: 'end',
    sortBy: ({ succeeded, failed }) => succeeded + failed,
    cell: ({ succeeded, failed, probes }) => `${formatCount(succeeded + failed)} / ${formatCount(probes)}`,
  },
  {
    id: 'failed',
    header: 'Failed',
    width: 60,
    align: 'end',
    sortBy: ({ failed }) => failed,
    cell: ({ failed, failures = [] }) => (
      <span
        className={failed > 0 ? classes['bad'] : undefined}
        title={failures.map(({ code, probes }) => `${formatCount(probes)}: ${sayCode(code)}`).join('\n') || undefined}
      >
        {formatCount(failed)}
      </span>
    ),
  },
  {
    id: 'retries',
    header: 'Retries',
    width: 64,
    align: 'end',
    sortBy: ({ retries }) => retries,
    cell: ({ retries }) => formatCount(retries),
  },
]

const fallback: Column<ResultRow> = {
  id: 'fallback',
  header: 'Fallback',
  width: 78,
  align: 'end',
  sortBy: ({ usedFallback }) => usedFallback,
  cell: ({ usedFallback }) => formatCount(usedFallback),
}

const rest: readonly Column<ResultRow>[] = [
  {
    id: 'input',
    header: 'Tokens in',
    width: 78,
    align: 'end',
    sortBy: ({ inputTokens }) => inputTokens,
    cell: ({ inputTokens }) => <span title={formatCount(inputTokens)}>{formatShort(inputTokens)}</span>,
  },
  {
    id: 'output',
    header: 'Tokens out',
    width: 86,
    align: 'end',
    sortBy: ({ outputTokens }) => outputTokens,
    cell: ({ outputTokens }) => <span title={formatCount(outputTokens)}>{formatShort(outputTokens)}</span>,
  },
  { id: 'cost', header: 'Cost', width: 92, align: 'end', sortBy: ({ cost }) => cost.nanoUsd, cell: ({ cost }) => <Spend total={cost} /> },
  { id: 'coverage', header: 'Known', width: 96, align: 'end', cell: ({ cost }) => <Coverage coverage={cost.coverage} /> },
  latency('p50', 'p50', ({ p50LatencyMs }) => p50LatencyMs),
  latency('p95', 'p95', ({ p95LatencyMs }) => p95LatencyMs),
  latency('first-chunk', 'First chunk', ({ p50TimeToFirstChunkMs }) => p50TimeToFirstChunkMs, 78),
]

function latency(id: string, header: string, of: (row: ResultRow) => number | null, width = 68): Column<ResultRow> {
  return { id, header, width, align: 'end', sortBy: of, cell: (row) => formatLatency(of(row)) }
}
