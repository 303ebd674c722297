import { zstdDecompressSync } from 'node:zlib'
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { AttemptTable, Database } from '../database.ts'
import { findCalls } from './ledger-calls.ts'
import type { CallFilter } from './ledger-filter.ts'
import { isDense, onlyAt } from './places.ts'
import { textOf } from './turn-reads.ts'

/** The settled calls of a filter up to a watermark by their places, oldest first: a number a call, found without a look at any. */
export async function callPlaces(
  db: Kysely<Database>,
  { filter, watermark }: { readonly filter: CallFilter; readonly watermark: number },
): Promise<number[]> {
  const end = watermark + 1
  const { seqs } = await findCalls(db, filter, { after: 0, before: end, end }, { limit: Number.MAX_SAFE_INTEGER, isCounted: false })
  return seqs.reverse()
}

const billedNames = [
  ...(['served_model_id', 'started_at_ms', 'service_tier', 'uncached_input_tokens', 'cache_read_input_tokens'] as const),
  ...(['cache_write_5m_input_tokens', 'cache_write_1h_input_tokens', 'text_output_tokens', 'reasoning_output_tokens'] as const),
  ...(['cost_nanousd', 'cost_state', 'price_version_id', 'price_tier', 'estimated_input_tokens', 'estimated_output_tokens'] as const),
] satisfies readonly (keyof AttemptTable)[]

/** A call as far as its price depends on it. */
export type BilledCall = Pick<Selectable<AttemptTable>, (typeof billedNames)[number]> & {
  readonly seq: number
  readonly parameters: string | null
}

/** The calls at these places, which are in order, as far as they are still there: what prices them alone. */
export async function billedCallsAt(db: Kysely<Database>, { places }: { readonly places: readonly number[] }): Promise<BilledCall[]> {
  const found = await db
    .selectFrom('attempt')
    .select(billedNames.map((name) => `attempt.${name}` as const))
    .select(sql<number>`attempt.seq`.as('seq'))
    .select((from) =>
      from
        .selectFrom('run_model')
        .select('run_model.parameters')
        .whereRef('run_model.run_id', '=', 'attempt.run_id')
        .whereRef('run_model.model_id', '=', 'attempt.request_model_id')
        .limit(1)
        .as('parameters'),
    )
    .where(isAt(places))
    .execute()
  return onlyAt(found, places)
}

/** When calls started, and by which price they were reckoned. */
export async function citedAt(
  db: Kysely<Database>,
  { places }: { readonly places: readonly number[] },
): Promise<{ readonly started_at_ms: number; readonly price_version_id: number | null }[]> {
  const found = await db
    .selectFrom('attempt')
    .select(['started_at_ms', 'price_version_id', sql<number>`attempt.seq`.as('seq')])
    .where(isAt(places))
    .execute()
  return onlyAt(found, places)
}

function isAt(places: readonly number[]): RawBuilder<SqlBool> {
  if (isDense(places)) return sql`attempt.seq >= ${places[0] ?? 0} and attempt.seq <= ${places.at(-1) ?? 0}`
  return sql`attempt.seq in (${sql.join(places)})`
}

export interface PriceRow {
  readonly id: number
  readonly effectiveFromMs: number
  readonly seq: number
  readonly tiers: string
  readonly withdrawsId: number | null
}

/** Every price version of a model, those that are withdrawn, too. */
export async function pricesOfModel(db: Kysely<Database>, { modelId }: { readonly modelId: number }): Promise<PriceRow[]> {
  return await db
    .selectFrom('price_version')
    .select(['id', 'effective_from_ms as effectiveFromMs', 'seq', 'tiers', 'withdraws_id as withdrawsId'])
    .where('model_id', '=', modelId)
    .orderBy('id')
    .execute()
}

/** The frozen batch of a run, JSON; undefined: there is no such run. */
export async function frozenBatch(db: Kysely<Database>, { runUlid }: { readonly runUlid: string }): Promise<string | undefined> {
  const row = await db.selectFrom('run').select('batch').where('ulid', '=', runUlid).executeTakeFirst()
  return row?.batch
}

/** What a probe was answered before this call of it, each of which a further turn followed; an answer that retention has dropped is as much as stands in its call. */
export async function answersBefore(db: Kysely<Database>, { ulid }: { readonly ulid: string }): Promise<{ readonly text: string }[]> {
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('attempt as before', (join) => join.onRef('before.probe_id', '=', 'attempt.probe_id').onRef('before.id', '<', 'attempt.id'))
    .leftJoin('body', 'body.hash', 'before.answer_hash')
    .select(['before.answer_text', 'body.encoding', 'body.data'])
    .where('attempt.ulid', '=', ulid)
    .where('before.method', '=', 'probe')
    .where('before.state', '=', 'answered')
    .orderBy('before.id')
    .execute()
  return rows.map((row) => ({ text: textOf(row) ?? '' }))
}

/** Answers that are kept as bodies, whole, by their hash. */
export async function bodiesOf(db: Kysely<Database>, { hashes }: { readonly hashes: readonly string[] }): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map()
  const rows = await db.selectFrom('body').select(['hash', 'encoding', 'data']).where('hash', 'in', hashes).execute()
  return new Map(
    rows.map(({ hash, encoding, data }) => [hash, new TextDecoder().decode(encoding === 'zstd' ? zstdDecompressSync(data) : data)]),
  )
}
