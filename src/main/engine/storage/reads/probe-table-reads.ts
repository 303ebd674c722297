import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Database, ProbeTable } from '../database.ts'
import { idsInOrder } from '../sqlite/ids-in-order.ts'
import { patternOf } from './expressions.ts'
import type { ProbeOrder } from './probe-orders.ts'
import { ReaderMemory } from './reader-memory.ts'

export interface ProbeTableFilter {
  readonly statuses?: readonly string[] | undefined
  readonly modelIds?: readonly number[] | undefined
  readonly codes?: readonly string[] | undefined
  /** Stands in a value of the prompt's row, or in as much of the answer as stands in its attempt; A to Z in either case. */
  readonly text?: string | undefined
  readonly usedFallback?: boolean | undefined
  readonly minCostNanoUsd?: number | undefined
  readonly maxCostNanoUsd?: number | undefined
  readonly minDurationMs?: number | undefined
  readonly maxDurationMs?: number | undefined
  readonly minAttempts?: number | undefined
}

export type ProbeTableColumn =
  | 'prompt'
  | 'status'
  | 'model'
  | 'code'
  | 'attempts'
  | 'cost'
  | 'duration'
  | 'first_chunk'
  | 'tokens'
  | 'verdict'
  | 'score'

export interface ListProbeTable {
  readonly runId: number
  readonly filter: ProbeTableFilter
  readonly sort: { readonly by: ProbeTableColumn; readonly isDescending: boolean }
  /** Models in the order by which `model` sorts. */
  readonly models: readonly number[]
  readonly offset: number
  readonly limit: number
  /** What is counted of changes now: all of them are on disk. */
  readonly seq: number
  /** Monotonic. */
  readonly nowMs: number
}

/** What a probe's line is made of: its row, its prompt's variables, what its last settled attempt used and cost, and its answer's beginning. */
export interface ProbeTableRow extends Selectable<ProbeTable> {
  readonly variables: string
  readonly ended_at_ms: number | null
  readonly uncached_input_tokens: number | null
  readonly cache_read_input_tokens: number | null
  readonly cache_write_5m_input_tokens: number | null
  readonly cache_write_1h_input_tokens: number | null
  readonly text_output_tokens: number | null
  readonly reasoning_output_tokens: number | null
  readonly cost_state: string | null
  readonly price_ulid: string | null
  readonly answer: string | null
}

export interface ProbeTablePage {
  readonly seq: number
  readonly total: number
  readonly rows: readonly ProbeTableRow[]
}

const answerChars = 160

/** Any rows of a run's probes. The order of all of them is found first, by the probes' own rows; of those that are wanted the rest is looked up. */
export async function listProbeTable(
  db: Kysely<Database>,
  input: ListProbeTable,
  { orders }: Pick<ReaderMemory, 'orders'> = new ReaderMemory(),
): Promise<ProbeTablePage> {
  const { offset, limit, seq, nowMs, ...asked } = input
  const key = JSON.stringify(asked)
  let order: ProbeOrder | undefined = orders.find(key, offset, seq, nowMs)
  if (order === undefined) {
    order = { ids: await idsInOrder(db, ordered(db, input)), seq }
    orders.keep(key, offset, order, nowMs)
  }
  const wanted = order.ids.slice(offset, offset + limit)
  const found = wanted.length === 0 ? [] : await selectRows(db, wanted).execute()
  const byId = new Map(found.map((row) => [row.id, row]))
  return { seq: order.seq, total: order.ids.length, rows: wanted.flatMap((id) => byId.get(id) ?? []) }
}

/** By prompt the index's own order; else sorted, what has no value last, as nothing is less than any number: told to put it last, SQLite takes half as long again. */
function ordered(db: Kysely<Database>, { runId, filter, sort, models }: ListProbeTable) {
  const query = filtered(db, runId, filter)
  const direction = sort.isDescending ? 'desc' : 'asc'
  if (sort.by === 'prompt')
    return query.orderBy('probe.prompt_idx', direction).orderBy('probe.model_id', direction).orderBy('probe.sample', direction)
  if (sort.by === 'code') return query.orderBy('probe.code', (order) => order[direction]().nullsLast()).orderBy('probe.id')
  const value = sort.by === 'model' ? rankOf('probe.model_id', models) : columns[sort.by]
  return query.orderBy(sort.isDescending ? value : sql`-${value}`, 'desc').orderBy('probe.id')
}

const columns: Readonly<Record<Exclude<ProbeTableColumn, 'prompt' | 'model' | 'code'>, RawBuilder<unknown>>> = {
  status: rankOf('probe.status', ['in_flight', 'waiting', 'pending', 'interrupted', 'failed', 'cancelled', 'succeeded']),
  attempts: sql.ref('probe.attempts'),
  cost: sql.ref('probe.cost_nanousd'),
  duration: sql.ref('probe.duration_ms'),
  first_chunk: sql.ref('probe.first_chunk_ms'),
  tokens: sql.ref('probe.tokens'),
  verdict: rankOf('probe.verdict', [0, 2, 1]),
  score: sql.ref('probe.score'),
}

/** A value's place in a list; null when it is not in it. */
function rankOf(column: string, values: readonly (string | number)[]): RawBuilder<unknown> {
  const places = values.map((value, place) => sql`when ${sql.lit(value)} then ${sql.lit(place)}`)
  return places.length === 0 ? sql`null` : sql`case ${sql.ref(column)} ${sql.join(places, sql` `)} end`
}

/** All of a run's probes are passed over, in the order of their prompts. */
function filtered(db: Kysely<Database>, runId: number, filter: ProbeTableFilter) {
  let query = db.selectFrom('probe').select('probe.id').where('probe.run_id', '=', runId)
  const unled = (column: string) => sql<string | number>`+${sql.ref(column)}`
  const among = (column: string, values: readonly (string | number)[] | undefined) => {
    if (values !== undefined) query = query.where(unled(column), 'in', values)
  }
  const compared = (column: string, operator: '>=' | '<=' | '=', value: number | undefined) => {
    if (value !== undefined) query = query.where(unled(column), operator, value)
  }
  among('probe.status', filter.statuses)
  among('probe.model_id', filter.modelIds)
  among('probe.code', filter.codes)
  compared('probe.used_fallback', '=', filter.usedFallback === undefined ? undefined : Number(filter.usedFallback))
  compared('probe.cost_nanousd', '>=', filter.minCostNanoUsd)
  compared('probe.cost_nanousd', '<=', filter.maxCostNanoUsd)
  compared('probe.duration_ms', '>=', filter.minDurationMs)
  compared('probe.duration_ms', '<=', filter.maxDurationMs)
  compared('probe.attempts', '>=', filter.minAttempts)
  return filter.text === undefined ? query : query.where(hasText(runId, filter.text))
}

function hasText(runId: number, text: string): RawBuilder<boolean> {
  const answers = sql`select probe_id from attempt where run_id = ${runId} and method = 'probe' and answer_text like ${patternOf(text)} escape '\\'`
  const prompts = sql`select idx from prompt where run_id = ${runId} and variables like ${patternOf(JSON.stringify(text).slice(1, -1))} escape '\\'
    and exists (select 1 from json_each(prompt.variables) where value like ${patternOf(text)} escape '\\')`
  return sql`(+probe.prompt_idx in (${prompts}) or +probe.id in (${answers}))`
}

function selectRows(db: Kysely<Database>, ids: readonly number[]) {
  return db
    .selectFrom('probe')
    .innerJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .leftJoin('attempt', 'attempt.id', 'probe.last_attempt_id')
    .leftJoin('attempt as answering', (join) =>
      join.on('answering.id', '=', (field) => field.fn.coalesce('probe.answer_attempt_id', 'probe.cached_from')),
    )
    .leftJoin('price_version', 'price_version.id', 'attempt.price_version_id')
    .selectAll('probe')
    .select([
      'prompt.variables',
      'attempt.ended_at_ms',
      'attempt.uncached_input_tokens',
      'attempt.cache_read_input_tokens',
      'attempt.cache_write_5m_input_tokens',
      'attempt.cache_write_1h_input_tokens',
      'attempt.text_output_tokens',
      'attempt.reasoning_output_tokens',
      'attempt.cost_state',
      'price_version.ulid as price_ulid',
    ])
    .select(sql<string | null>`substr(answering.answer_text, 1, ${sql.lit(answerChars)})`.as('answer'))
    .where('probe.id', 'in', ids)
    .limit(ids.length)
}
