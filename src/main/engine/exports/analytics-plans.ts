import type { CallDimension, FailureRow, MethodRow, PerformanceRow } from '#contract/analytics'
import type { ReportFormat } from '#contract/reports'
import type { Cell, ExportColumn, ExportRow, Facts } from './export-column.ts'
import { type RowsPlan, wholeJson } from './export-plan.ts'

/** What `analytics.performance` answers. */
export interface Performance {
  readonly quantiles: 'sketch' | 'exact'
  readonly rows: readonly PerformanceRow[]
  readonly total: PerformanceRow
}

/** What `analytics.methods` answers. */
export interface Methods {
  readonly rows: readonly MethodRow[]
}

/** What `analytics.failures` answers. */
export interface Failures {
  readonly rows: readonly FailureRow[]
  readonly calls: number
}

interface PlanFacts {
  readonly format: ReportFormat | 'zip'
  readonly watermark: number
}

type Figure<Row> = ExportColumn & { readonly of: (row: Row) => Cell }

const performanceFigures: readonly Figure<PerformanceRow>[] = [
  { name: 'calls', type: 'int', of: ({ calls }) => calls },
  { name: 'answered', type: 'int', of: ({ answered }) => answered },
  { name: 'success_ratio', type: 'real', of: ({ successRate }) => successRate },
  { name: 'mean_ms', type: 'real', of: ({ meanMs }) => meanMs },
  { name: 'p50_ms', type: 'real', of: ({ p50Ms }) => p50Ms },
  { name: 'p95_ms', type: 'real', of: ({ p95Ms }) => p95Ms },
  { name: 'p99_ms', type: 'real', of: ({ p99Ms }) => p99Ms },
]

const methodFigures: readonly Figure<MethodRow>[] = [
  { name: 'service', type: 'text', of: ({ service }) => service },
  { name: 'method', type: 'text', of: ({ method }) => method },
  { name: 'calls', type: 'int', of: ({ calls }) => calls },
  { name: 'answered', type: 'int', of: ({ answered }) => answered },
  { name: 'success_ratio', type: 'real', of: ({ successRate }) => successRate },
  { name: 'mean_ms', type: 'real', of: ({ meanMs }) => meanMs },
  { name: 'cost_usd', type: 'usd', of: ({ cost }) => cost.nanoUsd },
  { name: 'cost_upper_usd', type: 'usd', of: ({ cost }) => cost.nanoUsd + cost.upperNanoUsd },
  { name: 'cost_nanousd', type: 'int', of: ({ cost }) => cost.nanoUsd },
  { name: 'calls_unknown', type: 'int', of: ({ cost }) => cost.coverage.unknown.calls },
]

const failureFigures: readonly Figure<FailureRow>[] = [
  { name: 'code', type: 'text', of: ({ code }) => code },
  { name: 'message_shape', type: 'text', of: ({ shape }) => shape },
  { name: 'calls', type: 'int', of: ({ calls }) => calls },
  { name: 'services', type: 'json', of: ({ services }) => JSON.stringify(services) },
  { name: 'first_at', type: 'instant', of: ({ firstAtMs }) => firstAtMs },
  { name: 'last_at', type: 'instant', of: ({ lastAtMs }) => lastAtMs },
  { name: 'example_ulid', type: 'text', of: ({ example }) => example.id },
  { name: 'example_message', type: 'text', of: ({ example }) => example.message },
]

/** How calls fared, as rows. The total is the last row of CSV and JSON Lines, as of costs; JSON is the procedure's own answer. */
export function performancePlan(
  { quantiles, rows, total }: Performance,
  { format, watermark, dimensions }: PlanFacts & { readonly dimensions: readonly CallDimension[] },
): RowsPlan {
  const facts = { dimensions, quantiles }
  if (format === 'json') return wholePlan(rows, facts, { total }, watermark)
  const cells = (row: PerformanceRow): ExportRow => [...row.group, ...performanceFigures.map(({ of }) => of(row))]
  const all = rows.map(cells)
  const totalCells = cells({ ...total, group: dimensions.map((_, at) => (at === 0 ? 'total' : null)) })
  return {
    ...{ facts: { ...facts, watermark }, watermark, cost: null },
    columns: [...dimensions.map((name) => ({ name, type: 'text' as const })), ...columnsOf(performanceFigures)],
    rows: format === 'parquet' ? all : [...all, totalCells],
    endFacts: format === 'parquet' ? { total } : {},
  }
}

/** Who was asked for what, as rows. */
export function methodsPlan({ rows }: Methods, facts: PlanFacts): RowsPlan {
  return planOf(rows, methodFigures, facts, {})
}

/** What failed, as rows; JSON and Parquet have how many failures there were in all. */
export function failuresPlan({ rows, calls }: Failures, facts: PlanFacts): RowsPlan {
  return planOf(rows, failureFigures, facts, { calls })
}

function planOf<Row>(rows: readonly Row[], figures: readonly Figure<Row>[], { format, watermark }: PlanFacts, endFacts: Facts): RowsPlan {
  if (format === 'json') return wholePlan(rows, {}, endFacts, watermark)
  return {
    ...{ facts: { watermark }, endFacts, watermark, cost: null },
    columns: columnsOf(figures),
    rows: rows.map((row) => figures.map(({ of }) => of(row))),
  }
}

function wholePlan(rows: readonly unknown[], facts: Facts, endFacts: Facts, watermark: number): RowsPlan {
  return {
    ...{ columns: wholeJson, facts: { ...facts, watermark }, endFacts, watermark, cost: null },
    rows: rows.map((row) => [JSON.stringify(row)]),
  }
}

function columnsOf(figures: readonly ExportColumn[]): ExportColumn[] {
  return figures.map(({ name, type }) => ({ name, type }))
}
