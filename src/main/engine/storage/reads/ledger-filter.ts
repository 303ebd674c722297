import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { type GroupColumn, groupColumns, groupWidth } from '../ledger/block-format.ts'

/** Which entries of the ledger: those of which everything that is given holds. Lists: any of them. */
export interface LedgerFilter {
  readonly calls: CallFilter | null
  readonly events: EventFilter | null
  readonly audits: AuditFilter | null
}

/** In [fromMs, toMs): calls by when they started, the rest by when it happened. */
interface TimeRange {
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
}

export interface EventFilter extends TimeRange {
  readonly kinds?: readonly string[] | undefined
  readonly runs?: readonly string[] | undefined
}

export interface AuditFilter extends TimeRange {
  readonly users?: readonly string[] | undefined
}

export interface CallFilter extends TimeRange {
  /** ULIDs. */
  readonly runs?: readonly string[] | undefined
  /** Refs: which was asked for, and to which it was sent. */
  readonly requestModels?: readonly string[] | undefined
  readonly servedModels?: readonly string[] | undefined
  /** Refs and keys of providers: to which it was sent. */
  readonly services?: readonly string[] | undefined
  readonly providers?: readonly string[] | undefined
  readonly methods?: readonly string[] | undefined
  readonly users?: readonly string[] | undefined
  readonly outputKinds?: readonly string[] | undefined
  readonly kinds?: readonly string[] | undefined
  readonly states?: readonly string[] | undefined
  readonly codes?: readonly string[] | undefined
  readonly costStates?: readonly string[] | undefined
  readonly httpStatuses?: readonly number[] | undefined
  readonly waitCauses?: readonly string[] | undefined
  readonly minDurationMs?: number | undefined
  readonly maxDurationMs?: number | undefined
  readonly minCostNanoUsd?: number | undefined
  readonly maxCostNanoUsd?: number | undefined
}

/** A filter of calls as it is asked of blocks. */
export interface BlockFilter extends TimeRange {
  /** True: nothing is asked of any call. */
  readonly isAll: boolean
  readonly duration: { readonly least: number; readonly most: number } | null
  readonly cost: { readonly least: number; readonly most: number } | null
  /** Of each group of a block: whether its calls are among those asked for, as far as their group says it. */
  holds(groups: ArrayLike<number>, place: number): boolean
}

export async function blockFilter(db: Kysely<Database>, filter: CallFilter, wordId: (word: string) => number): Promise<BlockFilter> {
  const words = (texts: readonly string[] | undefined) => texts?.map(wordId)
  const wanted: { readonly [Column in GroupColumn]: readonly number[] | undefined } = {
    run_id: filter.runs === undefined ? undefined : await runIdsOf(db, filter.runs),
    request_model_id: filter.requestModels === undefined ? undefined : await modelIdsOf(db, filter.requestModels),
    served_model_id: await servedIds(db, filter),
    method: words(filter.methods),
    user: words(filter.users),
    output_kind: words(filter.outputKinds),
    kind: words(filter.kinds),
    state: words(filter.states),
    code: words(filter.codes),
    cost_state: words(filter.costStates),
    http_status: filter.httpStatuses,
    wait_cause: words(filter.waitCauses),
  }
  const asked = groupColumns.flatMap((column, index) => {
    const values = wanted[column]
    return values === undefined ? [] : [{ index, values: new Set(values) }]
  })
  const { fromMs, toMs } = filter
  const duration = rangeOf(filter.minDurationMs, filter.maxDurationMs)
  const cost = rangeOf(filter.minCostNanoUsd, filter.maxCostNanoUsd)
  return {
    fromMs,
    toMs,
    duration,
    cost,
    isAll: asked.length === 0 && duration === null && cost === null && fromMs === undefined && toMs === undefined,
    holds: (groups, place) => asked.every(({ index, values }) => values.has(groups[place * groupWidth + index] ?? 0)),
  }
}

function rangeOf(least: number | undefined, most: number | undefined): { least: number; most: number } | null {
  if (least === undefined && most === undefined) return null
  return { least: least ?? Number.NEGATIVE_INFINITY, most: most ?? Number.POSITIVE_INFINITY }
}

export async function runIdsOf(db: Kysely<Database>, ulids: readonly string[]): Promise<number[]> {
  const rows = await db.selectFrom('run').select('id').where('ulid', 'in', ulids).execute()
  return rows.map(({ id }) => id)
}

/** Those that hold all that is asked of whom a call was sent to; undefined: nothing is. */
async function servedIds(db: Kysely<Database>, { servedModels, services, providers }: CallFilter): Promise<number[] | undefined> {
  const asked = [servedModels, services, providers].flatMap((names) => (names === undefined ? [] : [names]))
  const [first, ...more] = await Promise.all(asked.map((names) => modelIdsOf(db, names)))
  return more.reduce((ids, others) => ids?.filter((id) => others.includes(id)), first)
}

/** Of models by their refs, and of all models of providers by their keys; removed ones, too. */
async function modelIdsOf(db: Kysely<Database>, names: readonly string[]): Promise<number[]> {
  const found = await Promise.all(
    names.map((name) => {
      const [key = '', ...wireId] = name.split('/')
      const models = db
        .selectFrom('model')
        .innerJoin('provider', 'provider.id', 'model.provider_id')
        .select('model.id')
        .where('key', '=', key)
      return (wireId.length === 0 ? models : models.where('wire_id', '=', wireId.join('/'))).execute()
    }),
  )
  return found.flat().map(({ id }) => id)
}
