import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import { listConditions, type ScopeFilter } from './scope-filter.ts'

export interface RepeatQuery {
  readonly filter: ScopeFilter
  readonly minCalls: number
  readonly limit: number
}

/** A request that was answered more than once as it was. */
export interface RepeatGroup {
  readonly modelId: number
  readonly method: string
  readonly answered: number
  readonly runs: number
  readonly savedNanoUsd: number
  readonly lastAtMs: number
  /** One run that asked it: its frozen batch and the prompt's variables. */
  readonly batch: string
  readonly variables: string
  readonly costs: readonly { readonly costState: string; readonly calls: number; readonly nanoUsd: number; readonly upperNanoUsd: number }[]
}

export interface Repeats {
  readonly rows: readonly RepeatGroup[]
  readonly repeated: number
  readonly totalSavedNanoUsd: number
}

interface TopRow extends Omit<RepeatGroup, 'batch' | 'variables' | 'costs'> {
  readonly parameters: number
  readonly hash: string
  readonly runId: number
  readonly promptIdx: number
}

/** Runs whose calls are gathered by one statement: some hundred thousand at most. */
const runsTogether = 10
const same = sql.raw('model_id, method, parameters, hash')

/**
 * Probes' requests that were answered at least `minCalls` times: the same model, rendered messages and parameters. They are gathered run by run into a table of the connection's own,
 * so that no transaction lasts, and nothing but what is answered with stands in memory. A cache would have saved what all but the first of each sample's answers cost.
 * The connection must be one that nobody else reads from at the time.
 */
export async function repeatGroups(db: Kysely<Database>, { filter, minCalls, limit }: RepeatQuery): Promise<Repeats> {
  await sql`create temp table if not exists repeat_call (model_id integer, method text, parameters integer, hash text, sample integer, run_id integer,
    prompt_idx integer, id integer, started_at_ms integer, cost_state text, nanousd integer, upper_nanousd integer)`.execute(db)
  try {
    await gather(db, filter)
    await sql`create temp table repeat_of as select ${same}, count(*) as answered, count(distinct run_id) as runs,
      max(started_at_ms) as last_at_ms, max(id) as example from temp.repeat_call group by ${same} having count(*) >= ${minCalls}`.execute(
      db,
    )
    await sql`create temp table repeat_saved as select ${same}, sum(nanousd) as saved from (
      select ${same}, nanousd, row_number() over (partition by ${same}, sample order by started_at_ms, id) as turn
      from temp.repeat_call join temp.repeat_of using (${same})) where turn > 1 group by ${same}`.execute(db)
    const totals = await sql<{ repeated: number; saved: number }>`select (select count(*) from temp.repeat_of) as repeated,
      coalesce(sum(saved), 0) as saved from temp.repeat_saved`.execute(db)
    const top = await sql<TopRow>`select model_id as modelId, method, parameters, hash, answered, runs, last_at_ms as lastAtMs,
      coalesce(saved, 0) as savedNanoUsd, (select run_id from temp.repeat_call where id = example) as runId,
      (select prompt_idx from temp.repeat_call where id = example) as promptIdx
      from temp.repeat_of left join temp.repeat_saved using (${same})
      order by coalesce(saved, 0) desc, answered desc, example desc limit ${limit}`.execute(db)
    const rows: RepeatGroup[] = []
    for (const row of top.rows) rows.push(await wholeRow(db, row))
    return { rows, repeated: totals.rows[0]?.repeated ?? 0, totalSavedNanoUsd: totals.rows[0]?.saved ?? 0 }
  } finally {
    for (const table of ['repeat_call', 'repeat_of', 'repeat_saved'])
      await sql`drop table if exists ${sql.raw(`temp.${table}`)}`.execute(db)
  }
}

async function gather(db: Kysely<Database>, filter: ScopeFilter): Promise<void> {
  const { fromMs, toMs } = filter
  const parameters = new Map<string, number>()
  const conditions = [
    sql`attempt.state = 'answered'`,
    sql`attempt.method = 'probe'`,
    // Of a conversation the hash tells the first question alone.
    sql`probe.turns = 0`,
    ...(fromMs === undefined ? [] : [sql`attempt.started_at_ms >= ${fromMs}`]),
    ...(toMs === undefined ? [] : [sql`attempt.started_at_ms < ${toMs}`]),
    ...listConditions(filter, 'attempt'),
  ]
  for (let afterId = 0; ; ) {
    const { rows: runs } = await sql<{ id: number }>`select id from run where id > ${afterId} ${among(filter.runIds)}
      order by id limit ${runsTogether}`.execute(db)
    for (const { id } of runs) await gatherRun(db, id, conditions, parameters)
    afterId = runs.at(-1)?.id ?? afterId
    if (runs.length < runsTogether) return
  }
}

function among(runIds: readonly number[] | undefined): RawBuilder<unknown> {
  return runIds === undefined ? sql`` : sql`and id in (${runIds.length === 0 ? sql`null` : sql.join(runIds)})`
}

/** Parameters stand as their number: the same text, the same number. */
async function gatherRun(
  db: Kysely<Database>,
  runId: number,
  conditions: readonly RawBuilder<unknown>[],
  known: Map<string, number>,
): Promise<void> {
  const { rows: lanes } = await sql<{ modelId: number; parameters: string }>`select model_id as modelId, parameters from run_model
    where run_id = ${runId}`.execute(db)
  for (const { modelId, parameters } of lanes) {
    const number = known.get(parameters) ?? known.size
    known.set(parameters, number)
    await sql`insert into temp.repeat_call select attempt.request_model_id, attempt.method, ${number}, prompt.body_hash, probe.sample, attempt.run_id,
      probe.prompt_idx, attempt.id, attempt.started_at_ms, attempt.cost_state, coalesce(attempt.cost_nanousd, 0),
      case when attempt.cost_nanousd is null then coalesce(attempt.cost_upper_nanousd, 0) else 0 end
      from attempt join probe on probe.id = attempt.probe_id
      join prompt on prompt.run_id = attempt.run_id and prompt.idx = probe.prompt_idx
      where attempt.run_id = ${runId} and attempt.method = 'probe' and +attempt.request_model_id = ${modelId} and ${sql.join(conditions, sql` and `)}`.execute(
      db,
    )
  }
}

async function wholeRow(db: Kysely<Database>, { parameters, hash, runId, promptIdx, ...row }: TopRow): Promise<RepeatGroup> {
  const { rows: costs } = await sql<
    RepeatGroup['costs'][number]
  >`select cost_state as costState, count(*) as calls, sum(nanousd) as nanoUsd,
    sum(upper_nanousd) as upperNanoUsd from temp.repeat_call
    where model_id = ${row.modelId} and method = ${row.method} and parameters = ${parameters} and hash = ${hash} group by 1`.execute(db)
  const asked = await db
    .selectFrom('run')
    .innerJoin('prompt', 'prompt.run_id', 'run.id')
    .select(['run.batch', 'prompt.variables'])
    .where('run.id', '=', runId)
    .where('prompt.idx', '=', promptIdx)
    .executeTakeFirstOrThrow()
  return { ...row, ...asked, costs }
}
