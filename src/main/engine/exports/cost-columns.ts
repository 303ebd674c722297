import { CostState } from '#contract/calls'
import type { CostDimension, CostRow } from '#contract/costs'
import type { ExportColumn, ExportRow } from './export-column.ts'

type Figure = ExportColumn & { readonly of: (row: CostRow) => number }

const figures: readonly Figure[] = [
  { name: 'calls', type: 'int', of: ({ calls }) => calls },
  { name: 'answered', type: 'int', of: ({ answered }) => answered },
  { name: 'failed', type: 'int', of: ({ failed }) => failed },
  { name: 'succeeded_probes', type: 'int', of: ({ succeededProbes }) => succeededProbes },
  { name: 'input_tokens', type: 'int', of: ({ inputTokens }) => inputTokens },
  { name: 'cache_read_input_tokens', type: 'int', of: (row) => row.cacheReadInputTokens },
  { name: 'cache_write_input_tokens', type: 'int', of: (row) => row.cacheWriteInputTokens },
  { name: 'output_tokens', type: 'int', of: ({ outputTokens }) => outputTokens },
  { name: 'reasoning_output_tokens', type: 'int', of: (row) => row.reasoningOutputTokens },
  { name: 'cost_usd', type: 'usd', of: ({ cost }) => cost.nanoUsd },
  { name: 'cost_upper_usd', type: 'usd', of: ({ cost }) => cost.nanoUsd + cost.upperNanoUsd },
  { name: 'cost_nanousd', type: 'int', of: ({ cost }) => cost.nanoUsd },
  { name: 'cost_upper_nanousd', type: 'int', of: ({ cost }) => cost.nanoUsd + cost.upperNanoUsd },
  ...CostState.options.map((state): Figure => ({ name: `calls_${state}`, type: 'int', of: ({ cost }) => cost.coverage[state].calls })),
]

/** The dimensions, then figures by name. The real cost lies between `cost_…` and `cost_upper_…`, but for calls of unknown cost, which `calls_unknown` counts. */
export function costColumns(dimensions: readonly CostDimension[]): readonly ExportColumn[] {
  return [...dimensions.map((name) => ({ name, type: 'text' as const })), ...figures.map(({ name, type }) => ({ name, type }))]
}

/** The total's dimensions are `total`, then empty. */
export function costCells(row: CostRow, isTotal: boolean): ExportRow {
  const group = isTotal ? row.group.map((_, at) => (at === 0 ? 'total' : null)) : row.group
  return [...group, ...figures.map(({ of }) => of(row))]
}
