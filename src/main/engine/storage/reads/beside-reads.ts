import type { Kysely, Selectable } from 'kysely'
import type { Database, ProbeTable } from '../database.ts'
import { wholeAnswers } from './call-reads.ts'
import { type StateSum, selectSums } from './run-reads.ts'
import { turnAnswers } from './turn-reads.ts'

export interface BesideRow extends Selectable<ProbeTable> {
  readonly cost_state: string | null
  readonly price_ulid: string | null
  /** Answers that a further turn followed. */
  readonly said: readonly string[]
  readonly answer: string | null
  readonly bodiesDropped: boolean
}

/** The probes of one prompt with their whole answers, by model and sample. */
export async function listBeside(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly promptIdx: number; readonly sample: number | undefined; readonly limit: number },
): Promise<BesideRow[]> {
  let query = db
    .selectFrom('probe')
    .innerJoin('run_model', (join) =>
      join.onRef('run_model.run_id', '=', 'probe.run_id').onRef('run_model.model_id', '=', 'probe.model_id'),
    )
    .leftJoin('attempt', 'attempt.id', 'probe.last_attempt_id')
    .leftJoin('price_version', 'price_version.id', 'attempt.price_version_id')
    .selectAll('probe')
    .select(['attempt.cost_state', 'price_version.ulid as price_ulid'])
    .where('probe.run_id', '=', input.runId)
    .where('probe.prompt_idx', '=', input.promptIdx)
    .orderBy('run_model.position')
    .orderBy('probe.sample')
    .limit(input.limit)
  if (input.sample !== undefined) query = query.where('probe.sample', '=', input.sample)
  const rows = await query.execute()
  const answers = await wholeAnswers(
    db,
    rows.flatMap((row) => row.answer_attempt_id ?? row.cached_from ?? []),
  )
  const before = await turnAnswers(
    db,
    rows.map(({ id, turns }) => ({ probeId: id, turns })),
  )
  return rows.map((row) => {
    const found = answers.get(row.answer_attempt_id ?? row.cached_from ?? 0)
    const said = (before.get(row.id) ?? []).map(({ text }) => text)
    return { ...row, said, answer: found?.text ?? null, bodiesDropped: found === undefined ? row.status === 'succeeded' : found.isCut }
  })
}

/** What a run's judge came to. */
export async function judgeSums(db: Kysely<Database>, { runId }: { readonly runId: number }): Promise<StateSum[]> {
  return await selectSums(db, runId).where('attempt.method', '=', 'judge').execute()
}
