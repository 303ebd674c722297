import type { CostDimension } from '#contract/costs'
import type { AttemptTable, ScopeFilter } from '#engine/storage'
import type { WriterUnderTest } from '../builders/write-context.ts'

export type Attempt = { readonly [Column in keyof AttemptTable]: Column extends 'id' ? number : AttemptTable[Column] }

export interface PlainSum {
  readonly calls: number
  readonly answered: number
  readonly nanoUsd: bigint
  readonly upperNanoUsd: bigint
  readonly tokens: readonly number[]
}

const refs = ['', 'sim/one', 'other/two', 'other/three']

/** The settled calls of a filter up to a place of the ledger, one by one. */
export function plainCalls({ rows }: WriterUnderTest, filter: ScopeFilter, watermark = Number.MAX_SAFE_INTEGER): Attempt[] {
  const isOf = <Value>(values: readonly Value[] | undefined, value: Value | string | number | null) =>
    values === undefined || (values as readonly unknown[]).includes(value)
  return (rows('select * from attempt where seq is not null') as Attempt[]).filter(
    (row) =>
      (row.seq ?? 0) <= watermark &&
      row.started_at_ms >= (filter.fromMs ?? 0) &&
      row.started_at_ms < (filter.toMs ?? Number.MAX_SAFE_INTEGER) &&
      isOf(filter.servedModelIds, row.served_model_id) &&
      isOf(filter.requestModelIds, row.request_model_id) &&
      isOf(filter.runIds, row.run_id) &&
      isOf(filter.methods, row.method) &&
      isOf(filter.users, row.user) &&
      isOf(filter.decisions, row.output_kind) &&
      isOf(filter.kinds, row.kind) &&
      isOf(filter.codes, row.code) &&
      isOf(filter.costStates, row.cost_state),
  )
}

/** By group and, last, cost state; names made another way than the engine makes them. */
export function plainSums(calls: readonly Attempt[], groupBy: readonly CostDimension[], zone: string): Map<string, PlainSum> {
  const groups = Map.groupBy(calls, (row) => JSON.stringify([...groupBy.map((dimension) => nameOf(row, dimension, zone)), row.cost_state]))
  return new Map([...groups].map(([name, rows]) => [name, sumOf(rows)]))
}

function sumOf(rows: readonly Attempt[]): PlainSum {
  const total = (of: (row: Attempt) => number | null) => rows.reduce((sum, row) => sum + (of(row) ?? 0), 0)
  return {
    calls: rows.length,
    answered: rows.filter((row) => row.state === 'answered').length,
    nanoUsd: rows.reduce((sum, row) => sum + BigInt(row.cost_nanousd ?? 0), 0n),
    upperNanoUsd: rows.reduce((sum, row) => sum + BigInt(row.cost_nanousd === null ? (row.cost_upper_nanousd ?? 0) : 0), 0n),
    tokens: [
      total((row) => row.uncached_input_tokens),
      total((row) => row.cache_read_input_tokens),
      total((row) => (row.cache_write_5m_input_tokens ?? 0) + (row.cache_write_1h_input_tokens ?? 0)),
      total((row) => row.text_output_tokens),
      total((row) => row.reasoning_output_tokens),
    ],
  }
}

export function nameOf(row: Attempt, dimension: CostDimension, zone: string): string | null {
  switch (dimension) {
    case 'service':
    case 'served_model':
      return refs[row.served_model_id] ?? null
    case 'model':
      return refs[row.request_model_id] ?? null
    case 'provider':
      return refs[row.served_model_id]?.split('/')[0] ?? null
    case 'run':
      return row.run_id === null ? null : `run-${row.run_id}`
    case 'decision':
      return row.output_kind
    case 'method':
    case 'user':
    case 'kind':
    case 'code':
    case 'cost_state':
      return row[dimension]
    default:
      return periodOf(row.started_at_ms, dimension, zone)
  }
}

function periodOf(atMs: number, unit: 'month' | 'week' | 'day' | 'hour' | 'quarter', timeZone: string): string {
  const options = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', options).format(atMs).split(' ')
  if (unit === 'day') return date
  if (unit === 'month') return date.slice(0, 7)
  if (unit === 'week') {
    const day = new Date(`${date}T00:00:00Z`)
    return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
  }
  const minute = unit === 'hour' ? '00' : String(Math.floor(Number(time.slice(3, 5)) / 15) * 15).padStart(2, '0')
  return `${date}T${time.slice(0, 2)}:${minute}${offsetOf(atMs, timeZone)}`
}

function offsetOf(atMs: number, timeZone: string): string {
  if (timeZone === 'UTC') return 'Z'
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs)
  return parts.find(({ type }) => type === 'timeZoneName')?.value.slice(3) || '+00:00'
}
