import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

export interface CacheSums {
  readonly models: readonly {
    readonly modelId: number
    readonly entries: number
    readonly bytes: number
    readonly oldestAtMs: number | null
  }[]
  readonly hits: number
  readonly savedNanoUsd: number
}

/** Answers that may still be taken at an instant, and what answers that were taken saved since ever. */
export async function cacheStatus(db: Kysely<Database>, { atMs }: { readonly atMs: number }): Promise<CacheSums> {
  const models = await db
    .selectFrom('answer_cache')
    .select((field) => [
      'model_id as modelId',
      field.fn.countAll<number>().as('entries'),
      field.fn.sum<number>('bytes').as('bytes'),
      field.fn.min('kept_at_ms').as('oldestAtMs'),
    ])
    .where('expires_at_ms', '>', atMs)
    .groupBy('model_id')
    .execute()
  const totals = await db
    .selectFrom('answer_cache_total')
    .select((field) => [
      field.fn.coalesce(field.fn.sum<number>('hits'), field.val(0)).as('hits'),
      field.fn.coalesce(field.fn.sum<number>('saved_nanousd'), field.val(0)).as('savedNanoUsd'),
    ])
    .executeTakeFirstOrThrow()
  return { models, ...totals }
}
