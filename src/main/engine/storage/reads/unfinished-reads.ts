import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { type TurnAnswer, turnAnswers } from './turn-reads.ts'

export interface UnfinishedProbe {
  readonly probeId: number
  readonly promptIdx: number
  readonly sample: number
  readonly variables: string
  readonly attempts: number
  readonly allowanceUsed: number
  readonly countedRefusals: number
  readonly waitCause: string | null
  readonly waitUntilMs: number | null
  readonly waitSinceMs: number | null
  readonly fallbackModelId: number | null
  /** Those that further turns followed. */
  readonly answers: readonly TurnAnswer[]
}

/** Probes of a lane that were planned and still want sending, in planned order. The condition is the index's own, word for word, so that it is used. */
export async function unfinishedProbes(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly modelId: number; readonly afterId: number; readonly limit: number },
): Promise<UnfinishedProbe[]> {
  const rows = await db
    .selectFrom('probe')
    .innerJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .select([
      'probe.id as probeId',
      'probe.prompt_idx as promptIdx',
      'probe.sample as sample',
      'prompt.variables as variables',
      'probe.attempts as attempts',
      'probe.allowance_used as allowanceUsed',
      'probe.counted_refusals as countedRefusals',
      'probe.wait_cause as waitCause',
      'probe.wait_until_ms as waitUntilMs',
      'probe.wait_since_ms as waitSinceMs',
      'probe.fallback_model_id as fallbackModelId',
      'probe.turns as turns',
    ])
    .where('probe.run_id', '=', input.runId)
    .where('probe.model_id', '=', input.modelId)
    .where(sql<boolean>`(probe.status = 'pending' or probe.status = 'waiting')`)
    .where('probe.id', '>', input.afterId)
    .orderBy('probe.id')
    .limit(input.limit)
    .execute()
  const answers = await turnAnswers(db, rows)
  return rows.map(({ turns: _, ...row }) => ({ ...row, answers: answers.get(row.probeId) ?? [] }))
}
