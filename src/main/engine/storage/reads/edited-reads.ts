import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** So many ids go into one statement. */
const perStatement = 5000

/** Rows as they stand, removed ones too, by id. */
export async function editedRows(
  db: Kysely<Database>,
  input: { readonly kind: 'provider' | 'pool' | 'model'; readonly ids: readonly number[] },
): Promise<Readonly<Record<string, unknown>>[]> {
  const found: Readonly<Record<string, unknown>>[] = []
  for (const ids of cut(input.ids)) found.push(...(await db.selectFrom(input.kind).selectAll().where('id', 'in', ids).execute()))
  return found
}

/** Those of them that a run or a call has asked, or that a probe waits for. */
export async function askedModels(db: Kysely<Database>, input: { readonly ids: readonly number[] }): Promise<number[]> {
  if (input.ids.length === 0) return []
  const waited = await db
    .selectFrom('probe')
    .select('fallback_model_id as id')
    .distinct()
    .where('fallback_model_id', 'is not', null)
    .where('status', 'in', ['pending', 'waiting', 'in_flight'])
    .execute()
  const isWaited = new Set(waited.map(({ id }) => id))
  const asked: number[] = []
  for (const ids of cut(input.ids)) {
    const rows = await db
      .selectFrom('model')
      .select('id')
      .where('id', 'in', ids)
      .where((where) =>
        where.or([
          where.exists(where.selectFrom('run_model').select(sql`1`.as('one')).whereRef('model_id', '=', 'model.id')),
          where.exists(where.selectFrom('attempt').select(sql`1`.as('one')).whereRef('served_model_id', '=', 'model.id')),
        ]),
      )
      .execute()
    asked.push(...rows.map(({ id }) => id))
  }
  return [...new Set([...asked, ...input.ids.filter((id) => isWaited.has(id))])]
}

/** The versions that take others away. */
export async function withdrawingPrices(db: Kysely<Database>): Promise<{ readonly id: number; readonly withdrawsId: number | null }[]> {
  return await db.selectFrom('price_version').select(['id', 'withdraws_id as withdrawsId']).where('withdraws_id', 'is not', null).execute()
}

export interface EditedNames {
  readonly pools: readonly { readonly id: number; readonly name: string }[]
  readonly models: readonly { readonly id: number; readonly name: string }[]
  readonly prices: readonly { readonly id: number; readonly name: string }[]
}

/** What rows that others name are called, removed ones too. */
export async function editedNames(
  db: Kysely<Database>,
  input: { readonly pools: readonly number[]; readonly models: readonly number[]; readonly prices: readonly number[] },
): Promise<EditedNames> {
  const [pools, models, prices] = [cut(input.pools), cut(input.models), cut(input.prices)]
  const refs = db
    .selectFrom('model')
    .innerJoin('provider', 'provider.id', 'model.provider_id')
    .select(['model.id as id', sql<string>`provider.key || '/' || model.wire_id`.as('name')])
  return {
    pools: (await Promise.all(pools.map((ids) => db.selectFrom('pool').select(['id', 'name']).where('id', 'in', ids).execute()))).flat(),
    models: (await Promise.all(models.map((ids) => refs.where('model.id', 'in', ids).execute()))).flat(),
    prices: (
      await Promise.all(prices.map((ids) => db.selectFrom('price_version').select(['id', 'ulid as name']).where('id', 'in', ids).execute()))
    ).flat(),
  }
}

function cut(ids: readonly number[]): number[][] {
  const unique = [...new Set(ids)]
  return Array.from({ length: Math.ceil(unique.length / perStatement) }, (_, index) =>
    unique.slice(index * perStatement, (index + 1) * perStatement),
  )
}
