import { zstdDecompressSync } from 'node:zlib'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database, RunTable } from '../database.ts'

export type CheckedRun = Pick<
  Selectable<RunTable>,
  'id' | 'ulid' | 'name' | 'user' | 'batch' | 'status' | 'checks' | 'check_labels' | 'checking' | 'row_checks'
>

const runColumns = ['id', 'ulid', 'name', 'user', 'batch', 'status', 'checks', 'check_labels', 'checking', 'row_checks'] as const

export async function findCheckedRun(db: Kysely<Database>, { runId }: { readonly runId: number }): Promise<CheckedRun | undefined> {
  return await db.selectFrom('run').select(runColumns).where('id', '=', runId).executeTakeFirst()
}

/** Runs of which something is still to be checked, oldest first. */
export async function runsToCheck(
  db: Kysely<Database>,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('run')
    .select('id')
    .where(sql<boolean>`checking > 0`)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The rows of a page of a run's prompts that bring checks of their own; `next`: where the next page begins, null after the last. */
export async function rowsWithChecks(
  db: Kysely<Database>,
  { runId, fromIdx, limit }: { readonly runId: number; readonly fromIdx: number; readonly limit: number },
): Promise<{ readonly variables: readonly string[]; readonly next: number | null }> {
  const rows = await db
    .selectFrom('prompt')
    .select(['idx', sql<string | null>`case when instr(variables, '"__checks"') > 0 then variables end`.as('variables')])
    .where('run_id', '=', runId)
    .where('idx', '>=', fromIdx)
    .orderBy('idx')
    .limit(limit)
    .execute()
  const last = rows.at(-1)
  return {
    variables: rows.flatMap(({ variables }) => variables ?? []),
    next: last === undefined || rows.length < limit ? null : last.idx + 1,
  }
}

/** Keys of a run's answers that nothing was said of, in the order they were planned. */
export async function uncheckedProbes(
  db: Kysely<Database>,
  { runId, afterId, limit }: { readonly runId: number; readonly afterId: number; readonly limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('probe')
    .select('id')
    .where('run_id', '=', runId)
    .where('id', '>', afterId)
    .where('status', '=', 'succeeded')
    .where('checks', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function runsOfProbes(
  db: Kysely<Database>,
  { probeIds }: { readonly probeIds: readonly number[] },
): Promise<{ readonly probeId: number; readonly runId: number }[]> {
  return await db
    .selectFrom('probe')
    .select(['id as probeId', 'run_id as runId'])
    .where('id', 'in', probeIds)
    .limit(probeIds.length)
    .execute()
}

/** An answer with what its checks want to know of it. */
export interface AnswerToCheck {
  readonly probeId: number
  readonly promptIdx: number
  readonly sample: number
  readonly variables: string
  /** Null: it was dropped, in whole or in part. */
  readonly answer: string | null
  readonly isCached: boolean
  readonly cost: CallsOfProbe | null
}

/** Its calls together. `upperNanoUsd`: of those whose cost is not known, what they may have cost at most; null: nobody knows. */
export interface CallsOfProbe {
  readonly nanoUsd: number
  readonly upperNanoUsd: number | null
  /** Of those that were answered. */
  readonly durationMs: number
}

/** As many of the answers as are together no longer than `mostBytes`, at least one; those that are not there any more, or were checked meanwhile, are passed over. */
export async function answersToCheck(
  db: Kysely<Database>,
  { probeIds, mostBytes }: { readonly probeIds: readonly number[]; readonly mostBytes: number },
): Promise<{ readonly answers: AnswerToCheck[]; readonly taken: number }> {
  const rows = await selectAnswers(db, probeIds).execute()
  const byId = new Map(rows.map((row) => [row.probeId, row]))
  let [taken, bytes] = [0, 0]
  const wanted: typeof rows = []
  for (const id of probeIds) {
    const row = byId.get(id)
    bytes += (row?.bytes ?? 0) + (row?.variables.length ?? 0)
    if (bytes > mostBytes && taken > 0) break
    taken += 1
    if (row !== undefined) wanted.push(row)
  }
  const [bodies, calls] = await Promise.all([
    bodiesOf(
      db,
      wanted.flatMap(({ hash }) => hash ?? []),
    ),
    callsOf(
      db,
      wanted.map(({ probeId }) => probeId),
    ),
  ])
  const answers = wanted.map((row) => ({
    probeId: row.probeId,
    promptIdx: row.promptIdx,
    sample: row.sample,
    variables: row.variables,
    answer: row.hash === null ? row.text : (bodies.get(row.hash) ?? null),
    isCached: row.cachedFrom !== null,
    cost: costOf(calls.get(row.probeId), row.attempts),
  }))
  return { answers, taken }
}

function selectAnswers(db: Kysely<Database>, probeIds: readonly number[]) {
  return db
    .selectFrom('probe')
    .innerJoin('prompt', (join) => join.onRef('prompt.run_id', '=', 'probe.run_id').onRef('prompt.idx', '=', 'probe.prompt_idx'))
    .leftJoin('attempt', (join) => join.on('attempt.id', '=', (field) => field.fn.coalesce('probe.answer_attempt_id', 'probe.cached_from')))
    .leftJoin('body', 'body.hash', 'attempt.answer_hash')
    .select(['probe.id as probeId', 'probe.prompt_idx as promptIdx', 'probe.sample as sample', 'probe.attempts as attempts'])
    .select(['probe.cached_from as cachedFrom', 'prompt.variables as variables'])
    .select(['attempt.answer_text as text', 'attempt.answer_hash as hash'])
    .select(sql<number>`coalesce(body.bytes, length(attempt.answer_text), 0)`.as('bytes'))
    .where('probe.id', 'in', probeIds)
    .where('probe.status', '=', 'succeeded')
    .where('probe.checks', 'is', null)
    .limit(probeIds.length)
}

async function bodiesOf(db: Kysely<Database>, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map()
  const rows = await db.selectFrom('body').select(['hash', 'encoding', 'data']).where('hash', 'in', hashes).limit(hashes.length).execute()
  return new Map(
    rows.map(({ hash, encoding, data }) => [hash, Buffer.from(encoding === 'zstd' ? zstdDecompressSync(data) : data).toString()]),
  )
}

interface CallSum extends CallsOfProbe {
  readonly probeId: number | null
  readonly calls: number
}

async function callsOf(db: Kysely<Database>, probeIds: readonly number[]): Promise<ReadonlyMap<number | null, CallSum>> {
  if (probeIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('attempt')
    .select([
      'probe_id as probeId',
      sql<number>`count(*)`.as('calls'),
      sql<number>`coalesce(sum(cost_nanousd), 0)`.as('nanoUsd'),
      sql<
        number | null
      >`case when max(cost_nanousd is null and cost_upper_nanousd is null) then null else coalesce(sum(case when cost_nanousd is null then cost_upper_nanousd end), 0) end`.as(
        'upperNanoUsd',
      ),
      sql<number>`coalesce(sum(case when state = 'answered' then duration_ms end), 0)`.as('durationMs'),
    ])
    .where('probe_id', 'in', probeIds)
    .where('method', '=', 'probe')
    .groupBy('probe_id')
    .limit(probeIds.length)
    .execute()
  return new Map(rows.map((row) => [row.probeId, row]))
}

/** Null: some of its calls were dropped. */
function costOf(sum: CallSum | undefined, attempts: number): CallsOfProbe | null {
  if (attempts === 0) return { nanoUsd: 0, upperNanoUsd: 0, durationMs: 0 }
  return sum === undefined || sum.calls < attempts ? null : sum
}

/** An answer that is kept for whoever asks the same; null: there is none, or it was dropped. */
export async function keptAnswer(
  db: Kysely<Database>,
  { key, nowMs }: { readonly key: Uint8Array; readonly nowMs: number },
): Promise<string | null> {
  const kept = await db
    .selectFrom('answer_cache')
    .innerJoin('attempt', 'attempt.id', 'answer_cache.attempt_id')
    .select(['attempt.answer_text as text', 'attempt.answer_hash as hash'])
    .where('answer_cache.key', '=', Buffer.from(key))
    .where('answer_cache.expires_at_ms', '>', nowMs)
    .executeTakeFirst()
  if (kept === undefined || kept.hash === null) return kept?.text ?? null
  return (await bodiesOf(db, [kept.hash])).get(kept.hash) ?? null
}

/** Whether an engine ended while a judge was asked about an answer. */
export async function wasJudgeInterrupted(db: Kysely<Database>, { probeId }: { readonly probeId: number }): Promise<boolean> {
  const found = await db
    .selectFrom('attempt')
    .select('id')
    .where('probe_id', '=', probeId)
    .where('method', '=', 'judge')
    .where('state', '=', 'interrupted')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** What a probe was answered, turn by turn; a text that was dropped is as much of it as is left. */
export async function answersOfProbe(
  db: Kysely<Database>,
  { probeId, limit }: { readonly probeId: number; readonly limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('attempt')
    .select(['answer_text as text', 'answer_hash as hash'])
    .where('probe_id', '=', probeId)
    .where('method', '=', 'probe')
    .where('state', '=', 'answered')
    .orderBy('id')
    .limit(limit)
    .execute()
  const bodies = await bodiesOf(
    db,
    rows.flatMap(({ hash }) => hash ?? []),
  )
  return rows.map(({ text, hash }) => (hash === null ? text : bodies.get(hash)) ?? text ?? '')
}
