import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

export interface CellProbe {
  readonly probeId: number
  readonly modelId: number
  readonly promptIdx: number
  readonly sample: number
}

/** Probes of a run in planned order that ended so; `failedChecks`: of them those whose answer did not pass. */
export interface EndedProbes {
  readonly runId: number
  readonly status: 'succeeded' | 'failed' | 'cancelled' | 'interrupted'
  readonly failedChecks: boolean
  readonly afterId: number
  readonly limit: number
}

export async function endedProbes(db: Kysely<Database>, input: EndedProbes): Promise<CellProbe[]> {
  return await db
    .selectFrom('probe')
    .select(['id as probeId', 'model_id as modelId', 'prompt_idx as promptIdx', 'sample'])
    .where('run_id', '=', input.runId)
    .where('status', '=', input.status)
    .where('id', '>', input.afterId)
    .$if(input.failedChecks, (query) => query.where(sql<number>`+verdict`, '=', 0))
    .orderBy('id')
    .limit(input.limit)
    .execute()
}

export interface RerunCell {
  readonly n: number
  readonly promptIdx: number
  readonly sample: number
  /** Of its prompt. */
  readonly variables: string
}

/** What a rerun sends of one of its models, in order. */
export async function rerunCells(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly position: number; readonly fromN: number; readonly limit: number },
): Promise<RerunCell[]> {
  return await db
    .selectFrom('rerun_cell')
    .innerJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'rerun_cell.run_id').onRef('prompt.idx', '=', 'rerun_cell.prompt_idx'))
    .select(['rerun_cell.n as n', 'rerun_cell.prompt_idx as promptIdx', 'rerun_cell.sample as sample', 'prompt.variables as variables'])
    .where('rerun_cell.run_id', '=', input.runId)
    .where('rerun_cell.position', '=', input.position)
    .where('rerun_cell.n', '>=', input.fromN)
    .orderBy('rerun_cell.n')
    .limit(input.limit)
    .execute()
}

/** Which messages each prompt of a run was sent as, by their hash, in order. */
export async function promptHashes(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly fromIdx: number; readonly limit: number },
): Promise<{ readonly idx: number; readonly bodyHash: string }[]> {
  return await db
    .selectFrom('prompt')
    .select(['idx', 'body_hash as bodyHash'])
    .where('run_id', '=', input.runId)
    .where('idx', '>=', input.fromIdx)
    .orderBy('idx')
    .limit(input.limit)
    .execute()
}
