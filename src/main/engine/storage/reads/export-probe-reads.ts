import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database, ProbeTable } from '../database.ts'
import { wholeAnswers } from './call-reads.ts'
import { shownColumns } from './probe-table-reads.ts'

/** A probe with its prompt's row, what its last settled call used, and its answer, whole. */
export interface ExportedProbe extends Selectable<ProbeTable> {
  readonly variables: string
  readonly ended_at_ms: number | null
  readonly uncached_input_tokens: number | null
  readonly cache_read_input_tokens: number | null
  readonly cache_write_5m_input_tokens: number | null
  readonly cache_write_1h_input_tokens: number | null
  readonly text_output_tokens: number | null
  readonly reasoning_output_tokens: number | null
  readonly finish_reason: string | null
  readonly response_model: string | null
  readonly message: string | null
  readonly cost_state: string | null
  readonly price_ulid: string | null
  readonly answer: string | null
  /** Its answer, or the end of it, was dropped by retention. */
  readonly isAnswerDropped: boolean
}

/** The probes of these keys, in the order they are given. */
export async function probesAt(db: Kysely<Database>, { ids }: { readonly ids: readonly number[] }): Promise<ExportedProbe[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('probe')
    .innerJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .leftJoin('attempt', 'attempt.id', 'probe.last_attempt_id')
    .leftJoin('price_version', 'price_version.id', 'attempt.price_version_id')
    .selectAll('probe')
    .select([...shownColumns, 'attempt.finish_reason', 'attempt.response_model', 'attempt.message'])
    .where('probe.id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
    .execute()
  const answering = (row: (typeof rows)[number]) => row.answer_attempt_id ?? row.cached_from
  const answers = await wholeAnswers(
    db,
    rows.flatMap((row) => answering(row) ?? []),
  )
  const byId = new Map(
    rows.map((row) => {
      const found = answers.get(answering(row) ?? 0)
      const isAnswerDropped = found === undefined ? row.status === 'succeeded' : found.isCut
      return [row.id, { ...row, answer: found?.text ?? null, isAnswerDropped }]
    }),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** A page of a run's rows, as they were when it began: JSON each, in order. */
export async function promptRows(
  db: Kysely<Database>,
  { runId, fromIdx, limit }: { readonly runId: number; readonly fromIdx: number; readonly limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('prompt')
    .select('variables')
    .where('run_id', '=', runId)
    .where('idx', '>=', fromIdx)
    .orderBy('idx')
    .limit(limit)
    .execute()
  return rows.map(({ variables }) => variables)
}
