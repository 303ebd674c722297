import type { Insertable } from 'kysely'
import type { ModelTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'
import { insertPrice, standingPrices } from './price-rows.ts'

/** A whole catalog to be seeded, by names. */
export interface SeedInput {
  readonly atMs: number
  readonly providers: readonly {
    readonly row: Omit<Insertable<ProviderTable>, 'id' | 'revision' | 'removed_at_ms'>
    readonly pools: readonly Omit<Insertable<PoolTable>, 'id' | 'provider_id' | 'revision' | 'removed_at_ms'>[]
    readonly models: readonly {
      readonly row: Omit<Insertable<ModelTable>, 'id' | 'provider_id' | 'pool_id' | 'revision' | 'removed_at_ms'>
      readonly pool: string
      readonly prices: readonly Omit<Insertable<PriceVersionTable>, 'id' | 'model_id' | 'seq' | 'withdraws_id'>[]
    }[]
  }[]
}

/**
 * Adds what this workspace was never given, and touches nothing it was: what an admin edited or removed stays so.
 * What was removed is not there, and does not come back. A new seed price is appended only while every price of the model that counts came from a seed.
 * Answers with what was added.
 */
export function seedCatalog(context: WriteContext, input: SeedInput): { added: number } {
  let added = 0
  const isNew = (kind: string, key: string): boolean => {
    const { changes } = context
      .prepare('insert into seed_record (kind, key, seeded_at_ms) values (?, ?, ?) on conflict do nothing')
      .run(kind, key, input.atMs)
    added += changes
    return changes === 1
  }
  for (const provider of input.providers) {
    const { key } = provider.row
    if (isNew('provider', key) && findId(context, 'select id from provider where key = ?', key) === undefined) {
      context.insert('provider', { ...provider.row, revision: 1 })
    }
    const providerId = findId(context, 'select id from provider where key = ? and removed_at_ms is null', key)
    if (providerId === undefined) continue
    for (const pool of provider.pools) {
      if (!isNew('pool', `${key}/${pool.name}`) || findPool(context, providerId, pool.name) !== undefined) continue
      context.insert('pool', { ...pool, provider_id: providerId, revision: 1 })
    }
    for (const model of provider.models) {
      const ref = `${key}/${model.row.wire_id}`
      const poolId =
        findId(context, 'select id from pool where provider_id = ? and name = ? and removed_at_ms is null', providerId, model.pool) ??
        findId(context, 'select min(id) as id from pool where provider_id = ? and removed_at_ms is null', providerId)
      if (isNew('model', ref) && poolId !== undefined && findModel(context, providerId, model.row.wire_id) === undefined) {
        const hasDefault =
          findId(context, 'select id from model where provider_id = ? and is_default = 1 and removed_at_ms is null', providerId) !==
          undefined
        const is_default = hasDefault ? 0 : model.row.is_default
        context.insert('model', { ...model.row, is_default, provider_id: providerId, pool_id: poolId, revision: 1 })
      }
      const modelId = findId(
        context,
        'select id from model where provider_id = ? and wire_id = ? and removed_at_ms is null',
        providerId,
        model.row.wire_id,
      )
      if (modelId === undefined) continue
      for (const price of model.prices) {
        if (!isNew('price', `${ref}@${price.effective_from_ms}:${price.source}`)) continue
        const isPriced = standingPrices(context, modelId).some((each) => each.source_kind !== 'seed')
        if (!isPriced) insertPrice(context, { ...price, model_id: modelId })
      }
    }
  }
  return { added }
}

function findId(context: WriteContext, sql: string, ...parameters: (string | number)[]): number | undefined {
  const row = context.prepare(sql).get(...parameters) as { id: number | null } | undefined
  return row?.id ?? undefined
}

function findPool(context: WriteContext, providerId: number, name: string): number | undefined {
  return findId(context, 'select id from pool where provider_id = ? and name = ?', providerId, name)
}

function findModel(context: WriteContext, providerId: number, wireId: string): number | undefined {
  return findId(context, 'select id from model where provider_id = ? and wire_id = ?', providerId, wireId)
}
