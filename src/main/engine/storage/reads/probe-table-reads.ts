import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database, ProbeTable } from '../database.ts'

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
  readonly verdicts?: readonly ('pass' | 'fail' | 'error' | 'none')[] | undefined
  /** The label of a check that failed. */
  readonly failedCheck?: string | undefined
  readonly minScore?: number | undefined
  readonly maxScore?: number | undefined
  readonly promptIndex?: number | undefined
  readonly retried?: boolean | undefined
  readonly cached?: boolean | undefined
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

export interface ProbeTableSort {
  readonly by: ProbeTableColumn
  readonly isDescending: boolean
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
  readonly total: number
  readonly rows: readonly ProbeTableRow[]
}

const answerChars = 160

/** All of a run's probes by prompt, model and sample, in the index's own order. */
export async function listProbeTable(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly isDescending: boolean; readonly offset: number; readonly limit: number },
): Promise<ProbeTablePage> {
  const direction = input.isDescending ? 'desc' : 'asc'
  const page = await db
    .selectFrom('probe')
    .select('id')
    .where('run_id', '=', input.runId)
    .orderBy('prompt_idx', direction)
    .orderBy('model_id', direction)
    .orderBy('sample', direction)
    .limit(input.limit)
    .offset(input.offset)
    .execute()
  const all = await db
    .selectFrom('probe')
    .select((field) => field.fn.countAll<number>().as('total'))
    .where('run_id', '=', input.runId)
    .executeTakeFirstOrThrow()
  return {
    total: all.total,
    rows: await rowsInOrder(
      db,
      page.map(({ id }) => id),
    ),
  }
}

/** What a table shows of some probes, in their order. */
export async function rowsInOrder(db: Kysely<Database>, ids: readonly number[]): Promise<ProbeTableRow[]> {
  if (ids.length === 0) return []
  const byId = new Map((await selectRows(db, ids).execute()).map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Of its prompt, its last call and that call's price, what every table of probes shows. */
export const shownColumns = [
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
] as const

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
    .select(shownColumns)
    .select(sql<string | null>`substr(answering.answer_text, 1, ${sql.lit(answerChars)})`.as('answer'))
    .where('probe.id', 'in', ids)
    .limit(ids.length)
}
