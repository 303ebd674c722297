import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely'
import type { AttemptTable, Database } from '../database.ts'
import { runIdOf, unindexed } from './expressions.ts'

/** Which settled calls: those of which everything that is given holds, lists being any of theirs. Ids are those of the catalog. */
export interface CallConditions {
  readonly fromMs?: number | undefined
  /** Not included. */
  readonly toMs?: number | undefined
  readonly servedModelIds?: readonly number[] | undefined
  readonly requestModelIds?: readonly number[] | undefined
  readonly runUlids?: readonly string[] | undefined
  readonly methods?: readonly string[] | undefined
  readonly users?: readonly string[] | undefined
  readonly decisions?: readonly string[] | undefined
  readonly kinds?: readonly string[] | undefined
  readonly codes?: readonly string[] | undefined
  readonly costStates?: readonly string[] | undefined
  readonly states?: readonly string[] | undefined
  readonly httpStatuses?: readonly number[] | undefined
  readonly waitCauses?: readonly string[] | undefined
  readonly isAnswered?: boolean | undefined
  readonly minDurationMs?: number | undefined
  readonly maxDurationMs?: number | undefined
  readonly minCostNanoUsd?: number | undefined
  readonly maxCostNanoUsd?: number | undefined
}

/** Places in the ledger from the first to the last, both included; undefined: there is no such call. */
export interface Extent {
  readonly first: number
  readonly last: number
}

/** A call with what is named beside it, as a report writes it. */
export type ExportedCall = Pick<Selectable<AttemptTable>, ColumnName> & {
  readonly seq: number
  readonly run_ulid: string | null
  readonly prompt_idx: number | null
  readonly sample: number | null
  readonly variables: string | null
  readonly price_ulid: string | null
}

export interface CallWindow {
  readonly conditions: CallConditions
  readonly extent: Extent
}

const columnNames = [
  'ulid',
  'method',
  'number',
  'kind',
  'state',
  'request_model_id',
  'served_model_id',
  'response_model',
  'user',
  'output_kind',
  'started_at_ms',
  'duration_ms',
  'first_chunk_ms',
  'queue_ms',
  'wait_cause',
  'http_status',
  'code',
  'message',
  'provider_request_id',
  'finish_reason',
  'service_tier',
  'uncached_input_tokens',
  'cache_read_input_tokens',
  'cache_write_5m_input_tokens',
  'cache_write_1h_input_tokens',
  'text_output_tokens',
  'reasoning_output_tokens',
  'cost_nanousd',
  'cost_upper_nanousd',
  'cost_state',
  'answer_text',
] as const satisfies readonly (keyof AttemptTable)[]
type ColumnName = (typeof columnNames)[number]

const columns = columnNames.map((name) => `attempt.${name}` as const)

/** Where calls of a range of time, or of runs, lie between the first place and the watermark: an index each tells that without a look at the rest. */
export async function callExtent(
  db: Kysely<Database>,
  { conditions: { fromMs, toMs, runUlids }, watermark }: { readonly conditions: CallConditions; readonly watermark: number },
): Promise<Extent | undefined> {
  let query = db
    .selectFrom('attempt')
    .select([(field) => field.fn.min<number | null>('seq').as('first'), (field) => field.fn.max<number | null>('seq').as('last')])
  if (runUlids !== undefined) query = query.where('run_id', 'in', db.selectFrom('run').select('id').where('ulid', 'in', runUlids))
  else if (fromMs !== undefined || toMs !== undefined) {
    query = query.where('started_at_ms', '>=', fromMs ?? 0).where('started_at_ms', '<', toMs ?? Number.MAX_SAFE_INTEGER)
  } else return watermark < 1 ? undefined : { first: 1, last: watermark }
  const row = await query.executeTakeFirst()
  if (row === undefined || row.first === null || row.last === null || row.first > watermark) return undefined
  return { first: Number(row.first), last: Math.min(Number(row.last), watermark) }
}

/** The calls of a few places, in their order: a read that is short whatever is looked for. */
export async function callsOfWindow(db: Kysely<Database>, { conditions, extent }: CallWindow): Promise<ExportedCall[]> {
  const rows = await matching(db, conditions, extent)
    .leftJoin('run', 'run.id', 'attempt.run_id')
    .leftJoin('probe', 'probe.id', 'attempt.probe_id')
    .leftJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .leftJoin('price_version', 'price_version.id', 'attempt.price_version_id')
    .select(columns)
    .select(sql<number>`attempt.seq`.as('seq'))
    .select(['run.ulid as run_ulid', 'probe.prompt_idx as prompt_idx', 'probe.sample as sample', 'prompt.variables as variables'])
    .select('price_version.ulid as price_ulid')
    .orderBy('attempt.seq')
    .execute()
  return rows
}

function matching(db: Kysely<Database>, conditions: CallConditions, { first, last }: Extent) {
  const { fromMs, toMs, runUlids, isAnswered, minDurationMs, maxDurationMs, minCostNanoUsd, maxCostNanoUsd } = conditions
  let query = db.selectFrom('attempt').where('attempt.seq', '>=', first).where('attempt.seq', '<=', last)
  const lists: readonly (readonly [column: string, values: readonly (string | number)[] | undefined])[] = [
    ['served_model_id', conditions.servedModelIds],
    ['request_model_id', conditions.requestModelIds],
    ['method', conditions.methods],
    ['user', conditions.users],
    ['output_kind', conditions.decisions],
    ['kind', conditions.kinds],
    ['code', conditions.codes],
    ['cost_state', conditions.costStates],
    ['state', conditions.states],
    ['http_status', conditions.httpStatuses],
    ['wait_cause', conditions.waitCauses],
  ]
  for (const [column, values] of lists) {
    // The places lead: any other index would leave what it finds to be sorted.
    if (values !== undefined) query = query.where(sql<SqlBool>`+${sql.ref(`attempt.${column}`)} in (${sql.join([...values])})`)
  }
  if (runUlids !== undefined) query = query.where(unindexed('attempt.run_id'), 'in', runIds(db, runUlids))
  if (fromMs !== undefined) query = query.where(unindexed('attempt.started_at_ms'), '>=', fromMs)
  if (toMs !== undefined) query = query.where(unindexed('attempt.started_at_ms'), '<', toMs)
  if (isAnswered !== undefined) query = query.where(sql<SqlBool>`(+attempt.state = 'answered') = ${isAnswered ? 1 : 0}`)
  if (minDurationMs !== undefined) query = query.where('attempt.duration_ms', '>=', minDurationMs)
  if (maxDurationMs !== undefined) query = query.where('attempt.duration_ms', '<=', maxDurationMs)
  if (minCostNanoUsd !== undefined) query = query.where('attempt.cost_nanousd', '>=', minCostNanoUsd)
  if (maxCostNanoUsd !== undefined) query = query.where('attempt.cost_nanousd', '<=', maxCostNanoUsd)
  return query
}

function runIds(db: Kysely<Database>, ulids: readonly string[]) {
  const [only] = ulids
  if (ulids.length === 1 && only !== undefined) return runIdOf(db, only)
  return db.selectFrom('run').select('id').where('ulid', 'in', ulids)
}
