import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** How many runs of a workspace asked a model, each run once, with whatever parameters. A model that none asked is absent. */
export interface RunCount {
  readonly modelId: number
  readonly runs: number
}

export async function runCounts(db: Kysely<Database>): Promise<RunCount[]> {
  return await db
    .selectFrom(db.selectFrom('run_model').select(['model_id', 'run_id']).distinct().as('asked'))
    .select((field) => ['model_id as modelId', field.fn.countAll<number>().as('runs')])
    .groupBy('model_id')
    .execute()
}

export interface ModelRuns {
  readonly total: number
  /** Those that are not over. */
  readonly active: number
  /** Newest first. */
  readonly newest: readonly { readonly ulid: string; readonly name: string; readonly status: string; readonly createdAtMs: number }[]
}

export async function modelRuns(db: Kysely<Database>, input: { readonly modelId: number; readonly limit: number }): Promise<ModelRuns> {
  const asked = () =>
    db
      .selectFrom('run')
      .where('run.id', 'in', (query) => query.selectFrom('run_model').select('run_id').where('model_id', '=', input.modelId))
  const counts = await asked()
    .select((field) => [
      field.fn.countAll<number>().as('total'),
      sql<number>`coalesce(sum(status <> 'finished' and status <> 'cancelled'), 0)`.as('active'),
    ])
    .executeTakeFirstOrThrow()
  const newest = await asked()
    .select(['ulid', 'name', 'status', 'created_at_ms as createdAtMs'])
    .orderBy('run.id', 'desc')
    .limit(input.limit)
    .execute()
  return { ...counts, newest }
}
