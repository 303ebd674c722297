import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** A model that was removed, and its price versions by the order they came in. */
export interface RemovedModel {
  readonly ref: string
  readonly prices: readonly { readonly id: number; readonly withdrawsId: number | null }[]
}

export async function removedModels(db: Kysely<Database>): Promise<RemovedModel[]> {
  const rows = await db
    .selectFrom('model')
    .innerJoin('provider', 'provider.id', 'model.provider_id')
    .leftJoin('price_version', 'price_version.model_id', 'model.id')
    .select([
      sql<string>`provider.key || '/' || model.wire_id`.as('ref'),
      'price_version.id as id',
      'price_version.withdraws_id as withdrawsId',
    ])
    .where('model.removed_at_ms', 'is not', null)
    .orderBy('price_version.id')
    .execute()
  const removed = new Map<string, RemovedModel['prices'][number][]>()
  for (const { ref, id, withdrawsId } of rows) {
    const prices = removed.get(ref) ?? []
    removed.set(ref, prices)
    if (id !== null) prices.push({ id, withdrawsId })
  }
  return [...removed].map(([ref, prices]) => ({ ref, prices }))
}

interface Named {
  readonly providers: readonly string[]
  readonly models: readonly string[]
  readonly runs: readonly string[]
}

/** Which of these names there are or ever were, and the keys of the runs. */
export async function everNamed(
  db: Kysely<Database>,
  names: Named,
): Promise<{
  readonly providers: readonly string[]
  readonly models: readonly string[]
  readonly runs: readonly { readonly id: number; readonly ulid: string }[]
}> {
  const listed = (values: readonly string[]) => sql<string>`(select value from json_each(${JSON.stringify(values)}))`
  const ref = sql<string>`provider.key || '/' || model.wire_id`
  const providers =
    names.providers.length === 0 ? [] : await db.selectFrom('provider').select('key').where('key', 'in', listed(names.providers)).execute()
  const models =
    names.models.length === 0
      ? []
      : await db
          .selectFrom('model')
          .innerJoin('provider', 'provider.id', 'model.provider_id')
          .select(ref.as('ref'))
          .where(ref, 'in', listed(names.models))
          .execute()
  const runs =
    names.runs.length === 0 ? [] : await db.selectFrom('run').select(['id', 'ulid']).where('ulid', 'in', listed(names.runs)).execute()
  return { providers: providers.map(({ key }) => key), models: models.map((row) => row.ref), runs }
}
