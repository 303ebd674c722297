import { type Kysely, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'
import type { Database } from '../database.ts'

interface ModelName {
  readonly ref: string
  readonly provider: string
}

/** What models and runs are called, those that were removed, too. */
export interface CallNames {
  model(id: number): ModelName | undefined
  run(id: number): string | undefined
}

const modelDimensions: ReadonlySet<CostDimension> = new Set(['service', 'served_model', 'provider', 'model'])

/** The names of what groups are made of; `keysOf`: the keys that a dimension has. */
export async function readNames(
  db: Kysely<Database>,
  dimensions: readonly CostDimension[],
  keysOf: (dimension: CostDimension) => Iterable<unknown>,
): Promise<CallNames> {
  const models = new Map<number, ModelName>()
  const modelIds = new Set(dimensions.filter((dimension) => modelDimensions.has(dimension)).flatMap((dimension) => [...keysOf(dimension)]))
  if (modelIds.size > 0) {
    const rows = await db
      .selectFrom('model')
      .innerJoin('provider', 'provider.id', 'model.provider_id')
      .select(['model.id', 'model.wire_id', 'provider.key'])
      .where('model.id', 'in', listed(modelIds))
      .execute()
    for (const row of rows) models.set(row.id, { ref: `${row.key}/${row.wire_id}`, provider: row.key })
  }
  const runs = new Map<number, string>()
  if (dimensions.includes('run')) {
    const rows = await db
      .selectFrom('run')
      .select(['id', 'ulid'])
      .where('id', 'in', listed(new Set(keysOf('run'))))
      .execute()
    for (const row of rows) runs.set(row.id, row.ulid)
  }
  return { model: (id) => models.get(id), run: (id) => runs.get(id) }
}

/** However many there are, one parameter. */
function listed(ids: ReadonlySet<unknown>) {
  return sql<number>`(select value from json_each(${JSON.stringify([...ids])}))`
}
