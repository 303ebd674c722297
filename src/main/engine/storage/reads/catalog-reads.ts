import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import type { Database, ModelTable, PoolStateTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'

/** Everything the engine keeps in memory from its start on: what is there, and of what was removed only what the ledger names. */
export interface CatalogSnapshot {
  readonly providers: readonly Selectable<ProviderTable>[]
  readonly pools: readonly Selectable<PoolTable>[]
  /** What was spent by them counts on. */
  readonly removedPools: readonly Selectable<PoolTable>[]
  readonly models: readonly Selectable<ModelTable>[]
  readonly prices: readonly Selectable<PriceVersionTable>[]
  readonly poolStates: readonly Selectable<PoolStateTable>[]
  readonly providerStates: readonly Selectable<Database['provider_state']>[]
  readonly settings: readonly Selectable<Database['system_setting']>[]
}

export async function catalogSnapshot(db: Kysely<Database>): Promise<CatalogSnapshot> {
  const models = db.selectFrom('model').select('id').where('removed_at_ms', 'is', null)
  const pools = db.selectFrom('pool').select('id').where('removed_at_ms', 'is', null)
  const providers = db.selectFrom('provider').select('id').where('removed_at_ms', 'is', null)
  return {
    providers: await db.selectFrom('provider').selectAll().where('removed_at_ms', 'is', null).execute(),
    pools: await db.selectFrom('pool').selectAll().where('removed_at_ms', 'is', null).execute(),
    removedPools: await db
      .selectFrom('pool')
      .selectAll()
      .where('removed_at_ms', 'is not', null)
      .where('provider_id', 'in', providers)
      .execute(),
    models: await db.selectFrom('model').selectAll().where('removed_at_ms', 'is', null).execute(),
    prices: await db.selectFrom('price_version').selectAll().where('model_id', 'in', models).orderBy('id').execute(),
    poolStates: await db.selectFrom('pool_state').selectAll().where('pool_id', 'in', pools).execute(),
    providerStates: await db.selectFrom('provider_state').selectAll().where('provider_id', 'in', providers).execute(),
    settings: await db.selectFrom('system_setting').selectAll().execute(),
  }
}

/** A request that left a pool, with the tokens it took or, unsettled, had reserved. */
export interface RecentStart {
  readonly startedAtMs: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Requests since an instant that left a pool or were for a model that is in it now, oldest first. */
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
    .where((where) => ofPool(where, input.poolId))
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

/** How many requests since an instant left a pool or were for a model that is in it now. */
export async function countStarts(db: Kysely<Database>, input: { readonly poolId: number; readonly sinceMs: number }): Promise<number> {
  const row = await db
    .selectFrom('attempt')
    .select((field) => field.fn.countAll<number>().as('starts'))
    .where('started_at_ms', '>=', input.sinceMs)
    .where((where) => ofPool(where, input.poolId))
    .executeTakeFirstOrThrow()
  return Number(row.starts)
}

/** It left the pool, or another of its provider for a model that is in this one now: the provider counts on, whatever we call its pools. */
function ofPool(where: ExpressionBuilder<Database, 'attempt'>, poolId: number) {
  const provider = where.selectFrom('pool').select('provider_id').where('id', '=', poolId)
  return where.or([
    where('pool_id', '=', poolId),
    where.and([
      where('pool_id', 'in', where.selectFrom('pool').select('id').where('provider_id', '=', provider)),
      where('served_model_id', 'in', where.selectFrom('model').select('id').where('pool_id', '=', poolId)),
    ]),
  ])
}

/**
 * What a model's past answers were like: of its newest thousand. `p10…` and `p90…`: a tenth of them were below, a tenth above.
 * Of its newest thousand attempts, `callsPerAnswer` were sent for each answer, and those that gave none took `unansweredMsPerAnswer`.
 */
export interface PastAnswers {
  readonly modelId: number
  readonly answers: number
  readonly meanOutputTokens: number
  readonly p10OutputTokens: number
  readonly p90OutputTokens: number
  readonly maxOutputTokens: number
  readonly meanDurationMs: number
  readonly p10DurationMs: number
  readonly p90DurationMs: number
  readonly callsPerAnswer: number
  readonly unansweredMsPerAnswer: number
}

/** Attempts of a model that are looked at. */
const newest = 1000

export async function pastAnswers(db: Kysely<Database>, input: { readonly modelIds: readonly number[] }): Promise<PastAnswers[]> {
  const found: PastAnswers[] = []
  for (const modelId of input.modelIds) {
    const answers = await newestAnswers(db, modelId)
    if (answers.length === 0) continue
    const output = Float64Array.from(answers, (row) => Number(row.output)).sort()
    const duration = Float64Array.from(answers, (row) => Number(row.duration)).sort()
    found.push({
      modelId,
      answers: answers.length,
      meanOutputTokens: mean(output),
      p10OutputTokens: quantile(output, 0.1),
      p90OutputTokens: quantile(output, 0.9),
      maxOutputTokens: output.at(-1) ?? 0,
      meanDurationMs: mean(duration),
      p10DurationMs: quantile(duration, 0.1),
      p90DurationMs: quantile(duration, 0.9),
      ...(await effort(db, modelId)),
    })
  }
  return found
}

async function newestAnswers(db: Kysely<Database>, modelId: number) {
  return await db
    .selectFrom('attempt')
    .select((field) => [
      field.ref('duration_ms').as('duration'),
      field('text_output_tokens', '+', field.ref('reasoning_output_tokens')).as('output'),
    ])
    .where('served_model_id', '=', modelId)
    .where('method', '=', 'probe')
    .where('state', '=', 'answered')
    .where('text_output_tokens', 'is not', null)
    .orderBy('id', 'desc')
    .limit(newest)
    .execute()
}

async function effort(db: Kysely<Database>, modelId: number): Promise<Pick<PastAnswers, 'callsPerAnswer' | 'unansweredMsPerAnswer'>> {
  const rows = await db
    .selectFrom('attempt')
    .select(['state', 'duration_ms'])
    .where('served_model_id', '=', modelId)
    .where('method', '=', 'probe')
    .orderBy('id', 'desc')
    .limit(newest)
    .execute()
  const answers = Math.max(1, rows.filter(({ state }) => state === 'answered').length)
  const failures = rows.filter(({ state }) => state === 'failed' || state === 'interrupted')
  return {
    callsPerAnswer: 1 + failures.length / answers,
    unansweredMsPerAnswer: failures.reduce((sum, row) => sum + (row.duration_ms ?? 0), 0) / answers,
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Nearest rank. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
