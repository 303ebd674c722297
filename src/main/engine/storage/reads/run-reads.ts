import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Database, RunTable } from '../database.ts'
import { patternOf } from './expressions.ts'

export interface RunModelRow {
  readonly modelId: number
  readonly position: number
  readonly parameters: string
  readonly planned: number
  /** Of a rerun, how many of its probes are listed; null: every sample of every prompt. */
  readonly cells: number | null
}

export interface StateSum {
  readonly modelId: number
  /** Of the run's probes, or of what the app asked about them. */
  readonly method: string
  readonly state: string
  readonly costState: string
  readonly calls: number
  readonly nanoUsd: number
  readonly upperNanoUsd: number
}

export interface ProbeSum {
  readonly modelId: number
  readonly status: string
  /** 1: another model was to answer. */
  readonly usedFallback: number
  readonly probes: number
  /** Of them, those whose answer was kept from others. */
  readonly cached: number
  /** Their answers that further turns followed. */
  readonly turns: number
}

/** A run with its models, and what was kept of it. `rerunOf`: the run it repeats a part of; null: none, or it is gone. */
export interface RunHead {
  readonly run: Selectable<RunTable>
  readonly models: readonly RunModelRow[]
  readonly rerunOf: { readonly ulid: string; readonly name: string } | null
}

/** A run with everything that can be counted of it. */
export interface RunDetails extends RunHead {
  readonly probes: readonly ProbeSum[]
  readonly attempts: readonly StateSum[]
}

export interface ListRuns {
  readonly statuses?: readonly string[] | undefined
  /** In its name, its user, or the ref of a model of it. */
  readonly text?: string | undefined
  /** Only those that repeat a part of this one. */
  readonly rerunOf?: string | undefined
  readonly beforeId?: number | undefined
  readonly limit: number
}

/** Newest first. One state leads by its index; of several, most runs are in one. */
export async function listRuns(db: Kysely<Database>, { statuses, text, rerunOf, beforeId, limit }: ListRuns): Promise<RunHead[]> {
  let query = db
    .selectFrom('run')
    .selectAll()
    .where('id', '<', beforeId ?? Number.MAX_SAFE_INTEGER)
    .orderBy('id', 'desc')
    .limit(limit)
  const [first, ...others] = statuses ?? []
  if (rerunOf !== undefined)
    query = query.where('rerun_of', '=', (of) => of.selectFrom('run as first').select('first.id').where('first.ulid', '=', rerunOf))
  if (first !== undefined && others.length === 0) query = query.where('status', '=', first)
  else if (statuses !== undefined && first !== undefined) query = query.where(sql<string>`+status`, 'in', statuses)
  if (text !== undefined) query = query.where(tellsOf(text))
  const found: RunHead[] = []
  for (const run of await query.execute()) found.push(await headOf(db, run))
  return found
}

function tellsOf(text: string): RawBuilder<boolean> {
  const pattern = patternOf(text)
  return sql<boolean>`(name like ${pattern} escape '\\' or user like ${pattern} escape '\\' or exists (
    select 1 from run_model join model on model.id = run_model.model_id join provider on provider.id = model.provider_id
    where run_model.run_id = run.id and provider.key || '/' || model.wire_id like ${pattern} escape '\\'))`
}

export async function findRun(db: Kysely<Database>, input: { readonly ulid: string }): Promise<RunDetails | undefined> {
  const run = await findRunRow(db, input)
  return run === undefined ? undefined : detailsOf(db, run)
}

export async function findRunHead(db: Kysely<Database>, input: { readonly ulid: string }): Promise<RunHead | undefined> {
  const run = await findRunRow(db, input)
  return run === undefined ? undefined : headOf(db, run)
}

/** The run's own row, without what can be counted of it. */
export async function findRunRow(db: Kysely<Database>, input: { readonly ulid: string }): Promise<Selectable<RunTable> | undefined> {
  return await db.selectFrom('run').selectAll().where('ulid', '=', input.ulid).executeTakeFirst()
}

async function headOf(db: Kysely<Database>, run: Selectable<RunTable>): Promise<RunHead> {
  const models = await db
    .selectFrom('run_model')
    .select(['model_id as modelId', 'position', 'parameters', 'planned', 'cells'])
    .where('run_id', '=', run.id)
    .orderBy('position')
    .limit(500)
    .execute()
  const rerunOf =
    run.rerun_of === null
      ? undefined
      : await db.selectFrom('run').select(['ulid', 'name']).where('id', '=', run.rerun_of).executeTakeFirst()
  return { run, models, rerunOf: rerunOf ?? null }
}

async function detailsOf(db: Kysely<Database>, run: Selectable<RunTable>): Promise<RunDetails> {
  const probes = await db
    .selectFrom('probe')
    .select((field) => [
      'model_id as modelId',
      'status',
      'used_fallback as usedFallback',
      field.fn.countAll<number>().as('probes'),
      field.fn.count<number>('cached_from').as('cached'),
      field.fn.sum<number>('turns').as('turns'),
    ])
    .where('run_id', '=', run.id)
    .groupBy(['model_id', 'status', 'used_fallback'])
    .execute()
  return { ...(await headOf(db, run)), probes, attempts: await attemptSums(db, run.id) }
}

async function attemptSums(db: Kysely<Database>, runId: number): Promise<StateSum[]> {
  return await selectSums(db, runId).execute()
}

/** As `RunDetails.attempts`, of probes that another model was to answer, or of all others alone. */
export async function splitAttemptSums(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly usedFallback: boolean },
): Promise<StateSum[]> {
  return await selectSums(db, input.runId)
    .leftJoin('probe', 'probe.id', 'attempt.probe_id')
    .where((field) => field.fn.coalesce('probe.used_fallback', field.val(0)), '=', input.usedFallback ? 1 : 0)
    .execute()
}

export function selectSums(db: Kysely<Database>, runId: number) {
  return db
    .selectFrom('attempt')
    .select((field) => [
      'attempt.request_model_id as modelId',
      'attempt.method as method',
      'attempt.state as state',
      'attempt.cost_state as costState',
      field.fn.countAll<number>().as('calls'),
      field.fn.coalesce(field.fn.sum<number>('attempt.cost_nanousd'), field.val(0)).as('nanoUsd'),
      field.fn
        .coalesce(
          field.fn.sum<number>(
            field.case().when('attempt.cost_nanousd', 'is', null).then(field.ref('attempt.cost_upper_nanousd')).else(0).end(),
          ),
          field.val(0),
        )
        .as('upperNanoUsd'),
    ])
    .where('attempt.run_id', '=', runId)
    .groupBy(['attempt.request_model_id', 'attempt.method', 'attempt.state', 'attempt.cost_state'])
}

export interface PromptRow {
  readonly idx: number
  readonly variables: string
}

export async function promptPage(
  db: Kysely<Database>,
  input: { readonly runId: number; readonly fromIdx: number; readonly limit: number },
): Promise<PromptRow[]> {
  return await db
    .selectFrom('prompt')
    .select(['idx', 'variables'])
    .where('run_id', '=', input.runId)
    .where('idx', '>=', input.fromIdx)
    .orderBy('idx')
    .limit(input.limit)
    .execute()
}

/** Those of some prompts that are there, in any order. */
export async function promptsAt(
  db: Kysely<Database>,
  { runId, idxs }: { readonly runId: number; readonly idxs: readonly number[] },
): Promise<PromptRow[]> {
  if (idxs.length === 0) return []
  return await db
    .selectFrom('prompt')
    .select(['idx', 'variables'])
    .where('run_id', '=', runId)
    .where('idx', 'in', idxs)
    .limit(idxs.length)
    .execute()
}

export interface PromptSizes {
  readonly prompts: number
  readonly totalBytes: number
  readonly minBytes: number
  readonly maxBytes: number
}

/** All prompts of a run, measured as they are sent. */
export async function promptSizes(db: Kysely<Database>, input: { readonly runId: number }): Promise<PromptSizes> {
  const bytes = (name: 'sum' | 'min' | 'max') => sql<number>`coalesce(${sql.raw(name)}(bytes), 0)`
  return await db
    .selectFrom('prompt')
    .select((field) => [
      field.fn.countAll<number>().as('prompts'),
      bytes('sum').as('totalBytes'),
      bytes('min').as('minBytes'),
      bytes('max').as('maxBytes'),
    ])
    .where('run_id', '=', input.runId)
    .executeTakeFirstOrThrow()
}
