import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** Settled calls of a run by the model that was asked last, the price version and tier they were reckoned by (null: by none) and cost state. */
export interface RunPriceSum {
  readonly modelId: number
  readonly priceVersionId: number | null
  readonly tier: number | null
  readonly costState: string
  readonly calls: number
  readonly nanoUsd: number
  readonly upperNanoUsd: number
}

export async function runPriceSums(db: Kysely<Database>, input: { readonly runId: number }): Promise<RunPriceSum[]> {
  const priced = sql<number | null>`case when price_tier is not null then price_version_id end`
  const rows = await db
    .selectFrom('attempt')
    .select((field) => [
      'served_model_id as modelId',
      priced.as('priceVersionId'),
      'price_tier as tier',
      'cost_state as costState',
      field.fn.countAll<number>().as('calls'),
      sql<number>`coalesce(sum(cost_nanousd), 0)`.as('nanoUsd'),
      sql<number>`coalesce(sum(case when cost_nanousd is null then cost_upper_nanousd end), 0)`.as('upperNanoUsd'),
    ])
    .where('run_id', '=', input.runId)
    .where(sql.ref('method'), '=', 'probe')
    .where(sql.ref('state'), '<>', 'started')
    .groupBy(['served_model_id', priced, 'price_tier', 'cost_state'])
    .execute()
  return rows.map((row) => ({ ...row, calls: Number(row.calls), nanoUsd: Number(row.nanoUsd), upperNanoUsd: Number(row.upperNanoUsd) }))
}
