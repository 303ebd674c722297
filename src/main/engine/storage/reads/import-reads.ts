import type { Kysely, Selectable } from 'kysely'
import type { Database, ModelTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'

type PriceRow = Selectable<PriceVersionTable>

/** What an import is compared with: the catalog as it stands on disk, and what sources last said. */
export interface ImportFacts {
  /** Grows with every edit of the catalog and its settings; an import is applied to what it was compared with. */
  readonly edits: number
  readonly providers: readonly Selectable<ProviderTable>[]
  readonly pools: readonly Selectable<PoolTable>[]
  readonly models: readonly Omit<Selectable<ModelTable>, 'import_json' | 'removed_at_ms'>[]
  readonly prices: readonly Omit<PriceRow, 'ulid' | 'source_figures' | 'created_at_ms'>[]
  readonly settings: readonly Pick<Selectable<Database['system_setting']>, 'key' | 'value'>[]
  readonly figures: readonly Database['import_figure'][]
  /** Of each format the last import. */
  readonly last: readonly { readonly format: string; readonly entries: number }[]
}

const modelColumns = [
  'id',
  'provider_id',
  'pool_id',
  'wire_id',
  'name',
  'status',
  'is_default',
  'context_window',
  'max_output',
  'capabilities',
  'sunset_at_ms',
  'fallback_model_id',
  'revision',
] as const

/** As JSON text: it is handed on to another thread as it is, and costs the engine's nothing. */
export async function importFacts(db: Kysely<Database>): Promise<string> {
  const facts: ImportFacts = {
    edits: await countEdits(db),
    providers: await db.selectFrom('provider').selectAll().where('removed_at_ms', 'is', null).execute(),
    pools: await db.selectFrom('pool').selectAll().where('removed_at_ms', 'is', null).execute(),
    models: await db.selectFrom('model').select(modelColumns).where('removed_at_ms', 'is', null).execute(),
    prices: await db
      .selectFrom('price_version')
      .select(['id', 'model_id', 'effective_from_ms', 'seq', 'tiers', 'source', 'source_kind', 'source_url', 'note', 'withdraws_id'])
      .execute(),
    settings: await db.selectFrom('system_setting').select(['key', 'value']).execute(),
    figures: await db.selectFrom('import_figure').selectAll().execute(),
    last: await db
      .selectFrom('import_record')
      .select(['format', 'entries'])
      .where('id', 'in', (of) =>
        of
          .selectFrom('import_record')
          .select((field) => field.fn.max('id').as('id'))
          .groupBy('format'),
      )
      .execute(),
  }
  return JSON.stringify(facts)
}

/** The last entry of the audit that is about what an import may change. */
async function countEdits(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('audit_entry')
    .select('id')
    .where('subject_kind', '<>', 'breaker')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return Number(row?.id ?? 0)
}

export interface ImportRecordRow {
  readonly change: string
  readonly source: string
  readonly format: string
  readonly atMs: number
  readonly entries: number
  readonly models: number
}

/** Imports that changed something, newest first. */
export async function listImports(db: Kysely<Database>, input: { readonly limit: number }): Promise<ImportRecordRow[]> {
  return await db
    .selectFrom('import_record')
    .innerJoin('audit_entry', 'audit_entry.id', 'import_record.entry_id')
    .select(['audit_entry.ulid as change', 'source', 'format', 'import_record.at_ms as atMs', 'entries', 'models'])
    .orderBy('import_record.id', 'desc')
    .limit(input.limit)
    .execute()
}
