import { type Kysely, type Selectable, sql } from 'kysely'
import type { AttemptTable, Database, ProbeTable } from '../database.ts'
import { runIdOf, unindexed } from './expressions.ts'
import { type TurnAnswer, textOf, turnAnswers } from './turn-reads.ts'

export interface CallRow extends Omit<Selectable<AttemptTable>, 'answer_text' | 'answer_hash' | 'error_body' | 'raw_usage'> {
  readonly run_ulid: string | null
  readonly prompt_idx: number | null
  readonly sample: number | null
  readonly price_ulid: string | null
}

export interface ListCalls {
  readonly runUlid?: string | undefined
  readonly state?: string | undefined
  readonly code?: string | undefined
  readonly modelId?: number | undefined
  readonly beforeId?: number | undefined
  readonly limit: number
}

const columns = [
  'attempt.id',
  'attempt.ulid',
  'attempt.seq',
  'attempt.method',
  'attempt.run_id',
  'attempt.probe_id',
  'attempt.number',
  'attempt.kind',
  'attempt.state',
  'attempt.request_model_id',
  'attempt.served_model_id',
  'attempt.pool_id',
  'attempt.response_model',
  'attempt.user',
  'attempt.output_kind',
  'attempt.started_at_ms',
  'attempt.ended_at_ms',
  'attempt.duration_ms',
  'attempt.first_chunk_ms',
  'attempt.queue_ms',
  'attempt.wait_cause',
  'attempt.http_status',
  'attempt.code',
  'attempt.message',
  'attempt.provider_request_id',
  'attempt.finish_reason',
  'attempt.service_tier',
  'attempt.uncached_input_tokens',
  'attempt.cache_read_input_tokens',
  'attempt.cache_write_5m_input_tokens',
  'attempt.cache_write_1h_input_tokens',
  'attempt.text_output_tokens',
  'attempt.reasoning_output_tokens',
  'attempt.reserved_input_tokens',
  'attempt.reserved_output_tokens',
  'attempt.cost_nanousd',
  'attempt.cost_upper_nanousd',
  'attempt.cost_state',
  'attempt.price_version_id',
  'attempt.price_tier',
  'attempt.estimated_input_tokens',
  'attempt.estimated_output_tokens',
] as const

export function selectCalls(db: Kysely<Database>) {
  return db
    .selectFrom('attempt')
    .leftJoin('run', 'run.id', 'attempt.run_id')
    .leftJoin('probe', 'probe.id', 'attempt.probe_id')
    .leftJoin('price_version', 'price_version.id', 'attempt.price_version_id')
    .select(columns)
    .select(['run.ulid as run_ulid', 'probe.prompt_idx as prompt_idx', 'probe.sample as sample', 'price_version.ulid as price_ulid'])
}

/**
 * The ledger, newest first. One filter leads by its index, what else is asked is looked for among those rows: a failure's state or code
 * before the run, the run before the model. Calls that were answered have no index of their own: most were.
 */
export async function listCalls(db: Kysely<Database>, input: ListCalls): Promise<CallRow[]> {
  const { runUlid, state, code, modelId } = input
  let query = selectCalls(db)
    .where('attempt.id', '<', input.beforeId ?? Number.MAX_SAFE_INTEGER)
    .orderBy('attempt.id', 'desc')
    .limit(input.limit)
  if (runUlid !== undefined) query = query.where('attempt.run_id', '=', runIdOf(db, runUlid))
  if (state !== undefined) query = query.where('attempt.state', '=', state)
  if (code !== undefined) query = query.where('attempt.code', '=', code)
  if (modelId !== undefined) {
    const isLed = runUlid !== undefined || code !== undefined || (state !== undefined && state !== 'answered')
    query = query.where(isLed ? unindexed('attempt.served_model_id') : sql.ref('attempt.served_model_id'), '=', modelId)
  }
  return await query.execute()
}

export interface ProbeRow extends Selectable<ProbeTable> {
  readonly variables: string
  readonly answer: string | null
  /** Of an answer that was kept from elsewhere; null: of none, or its attempt was dropped. */
  readonly cachedFrom: { readonly ulid: string; readonly runUlid: string | null; readonly startedAtMs: number } | null
  /** Attempts of it, or what of its answer is longer than stands in its attempt, were dropped. */
  readonly bodiesDropped: boolean
  /** Answers that further turns followed. */
  readonly turnAnswers: readonly TurnAnswer[]
}

/** A call with what its provider wrote: not for lists. */
export type WholeCallRow = CallRow & Pick<Selectable<AttemptTable>, 'error_body' | 'raw_usage'>

export interface ProbeWithCalls {
  readonly probe: ProbeRow
  readonly calls: readonly WholeCallRow[]
}

export interface ListProbes {
  readonly runId: number
  readonly status?: string | undefined
  readonly modelId?: number | undefined
  readonly afterId: number
  readonly limit: number
}

/**
 * Probes in planned order, each with the attempt that gave its answer, if one did. Those that wait, are in flight or did not succeed are
 * few and have an index each; those that succeeded are most.
 */
export async function listProbes(
  db: Kysely<Database>,
  input: ListProbes,
): Promise<(Selectable<ProbeTable> & { readonly call: CallRow | null })[]> {
  const { runId, status, modelId, afterId } = input
  const isReady = status === 'pending' || status === 'waiting'
  const id = isReady ? unindexed('probe.id') : sql.ref<number>('probe.id')
  let query = db.selectFrom('probe').selectAll().where('run_id', '=', runId).where(id, '>', afterId)
  if (status !== undefined) query = query.where('status', '=', status)
  if (status === 'in_flight')
    query = query.where('id', 'in', (from) => from.selectFrom('attempt').select('probe_id').where('state', '=', 'started'))
  if (modelId !== undefined) query = query.where(isReady ? sql.ref('model_id') : unindexed('model_id'), '=', modelId)
  // True of every model: it leads to the index of those that are ready.
  else if (isReady) query = query.where('model_id', '>', 0)
  const rows = await query.orderBy(id).limit(input.limit).execute()
  const answering = rows.flatMap((row) => (row.answer_attempt_id === null ? [] : [row.answer_attempt_id]))
  const calls = answering.length === 0 ? [] : await selectCalls(db).where('attempt.id', 'in', answering).limit(input.limit).execute()
  const byId = new Map(calls.map((call) => [call.id, call]))
  return rows.map((row) => ({ ...row, call: row.answer_attempt_id === null ? null : (byId.get(row.answer_attempt_id) ?? null) }))
}

export async function findProbe(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly modelId: number; readonly promptIdx: number; readonly sample: number },
): Promise<ProbeWithCalls | undefined> {
  const probe = await db
    .selectFrom('probe')
    .innerJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .selectAll('probe')
    .select('prompt.variables')
    .where('probe.run_id', '=', input.runId)
    .where('probe.model_id', '=', input.modelId)
    .where('probe.prompt_idx', '=', input.promptIdx)
    .where('probe.sample', '=', input.sample)
    .executeTakeFirst()
  if (probe === undefined) return undefined
  const calls = await selectCalls(db)
    .select(['attempt.error_body', 'attempt.raw_usage'])
    .where('attempt.probe_id', '=', probe.id)
    .where('attempt.method', '=', 'probe')
    .orderBy('attempt.id')
    .limit(500)
    .execute()
  const source = await sourceOf(db, probe.answer_attempt_id ?? probe.cached_from)
  const said = (await turnAnswers(db, [{ probeId: probe.id, turns: probe.turns }])).get(probe.id) ?? []
  const areCallsDropped = calls.length < probe.attempts || (source === undefined && probe.status === 'succeeded')
  return {
    probe: {
      ...probe,
      turnAnswers: said,
      answer: source === undefined ? null : textOf(source),
      cachedFrom: probe.cached_from === null || source === undefined ? null : source,
      bodiesDropped: areCallsDropped || (source !== undefined && source.answer_hash !== null && source.data === null),
    },
    calls,
  }
}

/** The attempt that an answer comes from; undefined: of none, or it was dropped. */
async function sourceOf(db: Kysely<Database>, attemptId: number | null) {
  if (attemptId === null) return undefined
  return await db
    .selectFrom('attempt')
    .leftJoin('body', 'body.hash', 'attempt.answer_hash')
    .leftJoin('run', 'run.id', 'attempt.run_id')
    .select(['attempt.answer_text', 'attempt.answer_hash', 'body.encoding', 'body.data'])
    .select(['attempt.ulid', 'run.ulid as runUlid', 'attempt.started_at_ms as startedAtMs'])
    .where('attempt.id', '=', attemptId)
    .executeTakeFirst()
}

export async function answerOf(db: Kysely<Database>, attemptId: number | null): Promise<string | null> {
  const source = await sourceOf(db, attemptId)
  return source === undefined ? null : textOf(source)
}

/** Answers as they were given, by the attempt that gave them. `isCut`: its beginning alone, for the rest was dropped. */
export async function wholeAnswers(
  db: Kysely<Database>,
  attemptIds: readonly number[],
): Promise<ReadonlyMap<number, { readonly text: string | null; readonly isCut: boolean }>> {
  if (attemptIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('body', 'body.hash', 'attempt.answer_hash')
    .select(['attempt.id', 'attempt.answer_text', 'attempt.answer_hash', 'body.encoding', 'body.data'])
    .where('attempt.id', 'in', attemptIds)
    .limit(attemptIds.length)
    .execute()
  return new Map(rows.map((row) => [row.id, { text: textOf(row), isCut: row.answer_hash !== null && row.data === null }]))
}
