import type { Kysely, Selectable } from 'kysely'
import type { Database, ModelTable, PoolStateTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'

/** Everything the engine keeps in memory from its start on. */
export interface CatalogSnapshot {
  readonly providers: readonly Selectable<ProviderTable>[]
  readonly pools: readonly Selectable<PoolTable>[]
  readonly models: readonly Selectable<ModelTable>[]
  readonly prices: readonly Selectable<PriceVersionTable>[]
  readonly poolStates: readonly Selectable<PoolStateTable>[]
  readonly providerStates: readonly Selectable<Database['provider_state']>[]
  readonly settings: readonly Selectable<Database['system_setting']>[]
}

export async function catalogSnapshot(db: Kysely<Database>): Promise<CatalogSnapshot> {
  return {
    providers: await db.selectFrom('provider').selectAll().execute(),
    pools: await db.selectFrom('pool').selectAll().execute(),
    models: await db.selectFrom('model').selectAll().execute(),
    prices: await db.selectFrom('price_version').selectAll().execute(),
    poolStates: await db.selectFrom('pool_state').selectAll().execute(),
    providerStates: await db.selectFrom('provider_state').selectAll().execute(),
    settings: await db.selectFrom('system_setting').selectAll().execute(),
  }
}

/** A request that left a pool, with the tokens it took or, unsettled, had reserved. */
export interface RecentStart {
  readonly startedAtMs: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Requests that left a pool since an instant, oldest first. */
export async function recentStarts(
  db: Kysely<Database>,
  input: { readonly poolId: number; readonly sinceMs: number },
): Promise<RecentStart[]> {
  const rows = await db
    .selectFrom('attempt')
    .select([
      'started_at_ms',
      'uncached_input_tokens',
      'cache_read_input_tokens',
      'cache_write_5m_input_tokens',
      'cache_write_1h_input_tokens',
      'text_output_tokens',
      'reasoning_output_tokens',
      'reserved_input_tokens',
      'reserved_output_tokens',
    ])
    .where('started_at_ms', '>=', input.sinceMs)
    .where('pool_id', '=', input.poolId)
    .orderBy('started_at_ms')
    .limit(200_000)
    .execute()
  return rows.map((row) => ({
    startedAtMs: row.started_at_ms,
    inputTokens:
      row.uncached_input_tokens === null
        ? row.reserved_input_tokens
        : row.uncached_input_tokens +
          (row.cache_read_input_tokens ?? 0) +
          (row.cache_write_5m_input_tokens ?? 0) +
          (row.cache_write_1h_input_tokens ?? 0),
    outputTokens:
      row.text_output_tokens === null ? row.reserved_output_tokens : row.text_output_tokens + (row.reasoning_output_tokens ?? 0),
  }))
}

export async function countStarts(db: Kysely<Database>, input: { readonly poolId: number; readonly sinceMs: number }): Promise<number> {
  const row = await db
    .selectFrom('attempt')
    .select((field) => field.fn.countAll<number>().as('starts'))
    .where('started_at_ms', '>=', input.sinceMs)
    .where('pool_id', '=', input.poolId)
    .executeTakeFirstOrThrow()
  return Number(row.starts)
}

/** What a model's past answers were like: of its newest thousand. */
export interface PastAnswers {
  readonly modelId: number
  readonly answers: number
  readonly meanOutputTokens: number
  readonly maxOutputTokens: number
  readonly meanDurationMs: number
}

export async function pastAnswers(db: Kysely<Database>, input: { readonly modelIds: readonly number[] }): Promise<PastAnswers[]> {
  const found: PastAnswers[] = []
  for (const modelId of input.modelIds) {
    const row = await db
      .selectFrom((from) =>
        from
          .selectFrom('attempt')
          .select((field) => [
            field.ref('duration_ms').as('duration'),
            field('text_output_tokens', '+', field.ref('reasoning_output_tokens')).as('output'),
          ])
          .where('served_model_id', '=', modelId)
          .where('state', '=', 'answered')
          .where('text_output_tokens', 'is not', null)
          .orderBy('id', 'desc')
          .limit(1000)
          .as('newest'),
      )
      .select((field) => [
        field.fn.countAll<number>().as('answers'),
        field.fn.avg<number>('output').as('mean'),
        field.fn.max<number>('output').as('max'),
        field.fn.avg<number>('duration').as('duration'),
      ])
      .executeTakeFirstOrThrow()
    const answers = Number(row.answers)
    if (answers > 0)
      found.push({
        modelId,
        answers,
        meanOutputTokens: Number(row.mean),
        maxOutputTokens: Number(row.max),
        meanDurationMs: Number(row.duration),
      })
  }
  return found
}
