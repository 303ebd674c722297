import type { CostDimension, CostRow } from '#contract/costs'
import type { CsvValue } from '#contract/csv-text'
import { nanoUsdToText } from '../format/money.ts'

/** What `costs.report` answers. */
export interface CostReport {
  readonly dimensions: readonly CostDimension[]
  readonly watermark: number
  readonly rows: readonly CostRow[]
  readonly total: CostRow
}

const costStates = ['none', 'reported', 'computed', 'estimated', 'maybe_billed', 'unknown'] as const

const figures = [
  'calls',
  'answered',
  'failed',
  'input_tokens',
  'cache_read_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'reasoning_output_tokens',
  'cost_usd',
  'cost_upper_usd',
  ...costStates.map((state) => `calls_${state}`),
]

/** The head of a cost report's file: the dimensions, then figures by name. */
export function costHead({ dimensions }: CostReport): string[] {
  return [...dimensions, ...figures]
}

/**
 * A row under that head. `cost_usd` is exact; the real cost lies between it and `cost_upper_usd`, but for calls of unknown cost, which `calls_unknown` counts.
 * The total's dimensions are `total`, then empty.
 */
export function costCells(row: CostRow, isTotal: boolean): CsvValue[] {
  const { nanoUsd, upperNanoUsd, coverage } = row.cost
  return [
    ...row.group.map((value, at) => (isTotal ? (at === 0 ? 'total' : null) : value)),
    row.calls,
    row.answered,
    row.failed,
    row.inputTokens,
    row.cacheReadInputTokens,
    row.cacheWriteInputTokens,
    row.outputTokens,
    row.reasoningOutputTokens,
    nanoUsdToText(nanoUsd),
    nanoUsdToText((nanoUsd + upperNanoUsd) as typeof nanoUsd),
    ...costStates.map((state) => coverage[state].calls),
  ]
}
