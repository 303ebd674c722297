import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { CostDimension } from '#contract/costs'
import type { Database } from '../database.ts'
import { dimensions } from './cost-dimensions.ts'
import { runIdOf, unindexed } from './expressions.ts'

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
  readonly succeededProbes: number
  readonly uncachedInputTokens: number
  readonly cacheReadInputTokens: number
  readonly cacheWriteInputTokens: number
  readonly textOutputTokens: number
  readonly reasoningOutputTokens: number
  readonly nanoUsd: number
  readonly upperNanoUsd: number
}

type Sum = Exclude<keyof CostPart, 'group' | 'costState'>

/** What is added up of each attempt. */
const sums: Readonly<Record<Sum, RawBuilder<number>>> = {
  calls: sql`count(*)`,
  answered: sql`sum(attempt.state = 'answered')`,
  failed: sql`sum(attempt.state <> 'answered')`,
  succeededProbes: sql`sum(attempt.state = 'answered' and attempt.method = 'probe')`,
  uncachedInputTokens: sql`coalesce(sum(attempt.uncached_input_tokens), 0)`,
  cacheReadInputTokens: sql`coalesce(sum(attempt.cache_read_input_tokens), 0)`,
  cacheWriteInputTokens: sql`coalesce(sum(attempt.cache_write_5m_input_tokens + attempt.cache_write_1h_input_tokens), 0)`,
  textOutputTokens: sql`coalesce(sum(attempt.text_output_tokens), 0)`,
  reasoningOutputTokens: sql`coalesce(sum(attempt.reasoning_output_tokens), 0)`,
  nanoUsd: sql`coalesce(sum(attempt.cost_nanousd), 0)`,
  upperNanoUsd: sql`coalesce(sum(case when attempt.cost_nanousd is null then attempt.cost_upper_nanousd end), 0)`,
}
const sumNames = Object.keys(sums) as Sum[]

/** More than 10,000 groups of six cost states: such a report is refused, so that none is cut. */
const mostParts = 60_001

export async function watermark(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('attempt')
    .select((field) => field.fn.max<number | null>('seq').as('seq'))
    .where('seq', 'is not', null)
    .executeTakeFirst()
  return Number(row?.seq ?? 0)
}

/** Sums over settled attempts up to the watermark, by group and cost state, in one statement: a consistent view. */
export async function costParts(db: Kysely<Database>, query: CostQuery): Promise<CostPart[]> {
  const names = query.groupBy.map((dimension, index) => dimensions[dimension].name(sql.ref(`part.key_${index}`)))
  const rows = await db
    .selectFrom(settledSums(db, query).as('part'))
    .select(names.map((name, index) => name.as(`group_${index}`)))
    .select('part.costState')
    .select(sumNames.map((name) => sql<number>`sum(${sql.ref(`part.${name}`)})`.as(name)))
    .groupBy([...names, sql.ref('part.costState')])
    .limit(mostParts)
    .execute()
  return rows.map((row) => {
    const values: Readonly<Record<string, unknown>> = row
    const group = query.groupBy.map((_, index) => (values[`group_${index}`] ?? null) as string | null)
    const added = Object.fromEntries(sumNames.map((name) => [name, Number(values[name])])) as Record<Sum, number>
    return { group, costState: row.costState, ...added }
  })
}

/** A run, else a range of time, leads by its index; without either every settled attempt is read. */
function settledSums(db: Kysely<Database>, query: CostQuery) {
  const { runUlid, fromMs, toMs, providerKey, modelId } = query
  const keys = query.groupBy.map((dimension) => dimensions[dimension].key)
  const isLed = runUlid !== undefined || fromMs !== undefined || toMs !== undefined
  const started = runUlid === undefined ? sql.ref<number>('attempt.started_at_ms') : unindexed('attempt.started_at_ms')
  let select = db
    .selectFrom('attempt')
    .select(keys.map((key, index) => key.as(`key_${index}`)))
    .select('attempt.cost_state as costState')
    .select(sumNames.map((name) => sums[name].as(name)))
    .where(isLed ? unindexed('attempt.seq') : sql.ref<number>('attempt.seq'), '<=', query.watermark)
    .groupBy([...keys, sql.ref('attempt.cost_state')])
  if (runUlid !== undefined) select = select.where('attempt.run_id', '=', runIdOf(db, runUlid))
  if (fromMs !== undefined) select = select.where(started, '>=', fromMs)
  if (toMs !== undefined) select = select.where(started, '<', toMs)
  if (providerKey !== undefined) select = select.where(unindexed('attempt.served_model_id'), 'in', modelsOf(db, providerKey))
  if (modelId !== undefined) select = select.where('attempt.request_model_id', '=', modelId)
  return select
}

function modelsOf(db: Kysely<Database>, providerKey: string) {
  return db
    .selectFrom('model')
    .innerJoin('provider', 'provider.id', 'model.provider_id')
    .select('model.id')
    .where('provider.key', '=', providerKey)
}
