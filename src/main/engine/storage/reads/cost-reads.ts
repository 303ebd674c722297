import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'
import type { Database } from '../database.ts'

export interface CostQuery {
  readonly groupBy: readonly CostDimension[]
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
  readonly runUlid?: string | undefined
  readonly providerKey?: string | undefined
  readonly modelId?: number | undefined
  readonly watermark: number
}

/** One group and one cost state of it; the rules add them up. */
export interface CostPart {
  readonly group: readonly (string | null)[]
  readonly costState: string
  readonly calls: number
  readonly answered: number
  readonly failed: number
  readonly uncachedInputTokens: number
  readonly cacheReadInputTokens: number
  readonly cacheWriteInputTokens: number
  readonly textOutputTokens: number
  readonly reasoningOutputTokens: number
  readonly nanoUsd: number
  readonly upperNanoUsd: number
}

const ref = (model: string) =>
  sql<string>`(select p.key || '/' || m.wire_id from model m join provider p on p.id = m.provider_id where m.id = ${sql.ref(model)})`
const providerKey = sql<string>`(select p.key from model m join provider p on p.id = m.provider_id where m.id = attempt.served_model_id)`

/** Days and hours are UTC. A service is what a breaker names: the model that served. */
const dimensions: Record<CostDimension, RawBuilder<string | null>> = {
  service: ref('attempt.served_model_id'),
  provider: providerKey,
  model: ref('attempt.request_model_id'),
  served_model: ref('attempt.served_model_id'),
  run: sql<string | null>`(select ulid from run where run.id = attempt.run_id)`,
  method: sql<string>`attempt.method`,
  user: sql<string>`attempt.user`,
  day: sql<string>`strftime('%Y-%m-%d', attempt.started_at_ms / 1000, 'unixepoch')`,
  hour: sql<string>`strftime('%Y-%m-%dT%H:00Z', attempt.started_at_ms / 1000, 'unixepoch')`,
  code: sql<string | null>`attempt.code`,
  cost_state: sql<string>`attempt.cost_state`,
}

export async function watermark(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('attempt')
    .select((field) => field.fn.max<number | null>('seq').as('seq'))
    .executeTakeFirst()
  return Number(row?.seq ?? 0)
}

/** Sums over settled attempts up to the watermark, by group and cost state, in one statement: a consistent view. */
export async function costParts(db: Kysely<Database>, query: CostQuery): Promise<CostPart[]> {
  const group = query.groupBy.map((name) => dimensions[name])
  const groups = group.map((expression, index) => expression.as(`group_${index}`))
  const sum = (column: string) => sql<number>`coalesce(sum(${sql.ref(`attempt.${column}`)}), 0)`
  let select = db
    .selectFrom('attempt')
    .select(groups)
    .select((field) => [
      'attempt.cost_state',
      field.fn.countAll<number>().as('calls'),
      sql<number>`sum(attempt.state = 'answered')`.as('answered'),
      sql<number>`sum(attempt.state <> 'answered')`.as('failed'),
      sum('uncached_input_tokens').as('uncached'),
      sum('cache_read_input_tokens').as('cache_read'),
      sql<number>`coalesce(sum(attempt.cache_write_5m_input_tokens + attempt.cache_write_1h_input_tokens), 0)`.as('cache_write'),
      sum('text_output_tokens').as('text_output'),
      sum('reasoning_output_tokens').as('reasoning'),
      sum('cost_nanousd').as('nano'),
      sql<number>`coalesce(sum(case when attempt.cost_nanousd is null then attempt.cost_upper_nanousd end), 0)`.as('upper'),
    ])
    .where('attempt.seq', '<=', query.watermark)
    .groupBy([...group, sql`attempt.cost_state`])
    .limit(60_000)
  if (query.fromMs !== undefined) select = select.where('attempt.started_at_ms', '>=', query.fromMs)
  if (query.toMs !== undefined) select = select.where('attempt.started_at_ms', '<', query.toMs)
  if (query.runUlid !== undefined)
    select = select.where('attempt.run_id', '=', sql<number>`(select id from run where ulid = ${query.runUlid})`)
  if (query.providerKey !== undefined) select = select.where(providerKey, '=', query.providerKey)
  if (query.modelId !== undefined) select = select.where('attempt.request_model_id', '=', query.modelId)
  const rows = await select.execute()
  return rows.map((row) => {
    const values = row as Record<string, unknown>
    return {
      group: query.groupBy.map((_, index) => (values[`group_${index}`] ?? null) as string | null),
      costState: row.cost_state,
      calls: Number(row.calls),
      answered: row.answered,
      failed: row.failed,
      uncachedInputTokens: row.uncached,
      cacheReadInputTokens: row.cache_read,
      cacheWriteInputTokens: row.cache_write,
      textOutputTokens: row.text_output,
      reasoningOutputTokens: row.reasoning,
      nanoUsd: row.nano,
      upperNanoUsd: row.upper,
    }
  })
}

export interface ModelTimings {
  readonly modelId: number
  readonly retries: number
  readonly usedFallback: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly p50LatencyMs: number | null
  readonly p95LatencyMs: number | null
  readonly p50FirstChunkMs: number | null
  readonly failures: readonly { readonly code: string; readonly probes: number }[]
}

/** Timings, tokens and failures of a run by requested model. Quantiles are exact, by nearest rank, over answered attempts. */
export async function runTimings(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly modelIds: readonly number[] },
): Promise<ModelTimings[]> {
  const found: ModelTimings[] = []
  for (const modelId of input.modelIds) found.push(await modelTimings(db, input.runId, modelId))
  return found
}

async function modelTimings(db: Kysely<Database>, runId: number, modelId: number): Promise<ModelTimings> {
  const rows = await sql<{ retries: number; used_fallback: number; input_tokens: number; output_tokens: number; answered: number }>`
    select coalesce(sum(kind = 'retry'), 0) as retries,
      coalesce(sum(kind = 'fallback' and state = 'answered'), 0) as used_fallback,
      coalesce(sum(uncached_input_tokens + cache_read_input_tokens + cache_write_5m_input_tokens + cache_write_1h_input_tokens), 0) as input_tokens,
      coalesce(sum(text_output_tokens + reasoning_output_tokens), 0) as output_tokens,
      coalesce(sum(state = 'answered'), 0) as answered
    from attempt where run_id = ${runId} and request_model_id = ${modelId}`.execute(db)
  const sums = rows.rows[0] ?? { retries: 0, used_fallback: 0, input_tokens: 0, output_tokens: 0, answered: 0 }
  const failures = await db
    .selectFrom('probe')
    .select((field) => ['code', field.fn.countAll<number>().as('probes')])
    .where('run_id', '=', runId)
    .where('model_id', '=', modelId)
    .where('status', 'in', ['failed', 'interrupted'])
    .groupBy('code')
    .execute()
  return {
    modelId,
    retries: sums.retries,
    usedFallback: sums.used_fallback,
    inputTokens: sums.input_tokens,
    outputTokens: sums.output_tokens,
    p50LatencyMs: await quantile(db, runId, modelId, 'duration_ms', 0.5),
    p95LatencyMs: await quantile(db, runId, modelId, 'duration_ms', 0.95),
    p50FirstChunkMs: await quantile(db, runId, modelId, 'first_chunk_ms', 0.5),
    failures: failures.flatMap((row) => (row.code === null ? [] : [{ code: row.code, probes: Number(row.probes) }])),
  }
}

async function quantile(
  db: Kysely<Database>,
  runId: number,
  modelId: number,
  column: 'duration_ms' | 'first_chunk_ms',
  share: number,
): Promise<number | null> {
  const answered = db
    .selectFrom('attempt')
    .where('run_id', '=', runId)
    .where('request_model_id', '=', modelId)
    .where('state', '=', 'answered')
    .where(column, 'is not', null)
  const { calls } = await answered.select((field) => field.fn.countAll<number>().as('calls')).executeTakeFirstOrThrow()
  if (Number(calls) === 0) return null
  const rank = Math.max(0, Math.ceil(share * Number(calls)) - 1)
  const row = await answered.select(column).orderBy(column).limit(1).offset(rank).executeTakeFirstOrThrow()
  return row[column]
}
