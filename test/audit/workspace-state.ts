import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type { EpochMs } from '#contract/units'
import type { ShippedEngine } from '../builders/shipped-engine.ts'
import { instants } from './admin-acts.ts'

/** All that an undo of everything must restore: the catalog, limits, settings, and the price versions in force at some instants. */
export async function stateOf({ client }: ShippedEngine) {
  const models = (await client.models.list({ limit: 500 })).items
  const prices = await Promise.all(
    models.flatMap(({ ref }) =>
      [...instants, Date.now() as EpochMs].map(
        async (atMs) => (await client.prices.inForce({ model: ref, atMs: atMs as EpochMs })).price?.id ?? null,
      ),
    ),
  )
  return {
    providers: (await client.providers.list({ limit: 500 })).items.map(({ revision: _, ...provider }) => provider),
    pools: (await client.pools.list({ limit: 500 })).items.map(({ revision: _, ...pool }) => ({ ...pool, models: pool.models.toSorted() })),
    models: models.map(({ revision: _, price, ...model }) => ({ ...model, price: price?.id ?? null })),
    settings: (await client.settings.list()).items.map(({ revision: _, ...setting }) => setting),
    prices,
  }
}

const broken = {
  'two defaults': `select provider_id from model where is_default = 1 and removed_at_ms is null group by provider_id having count(*) > 1`,
  'a deprecated default': `select id from model where is_default = 1 and status = 'deprecated' and removed_at_ms is null`,
  'a model in no pool of its provider': `select id from model where removed_at_ms is null and not exists
    (select 1 from pool where pool.id = pool_id and pool.provider_id = model.provider_id and pool.removed_at_ms is null)`,
  'a pool or model without its provider': `select id from (select provider_id as id from model where removed_at_ms is null
    union select provider_id from pool where removed_at_ms is null) where id not in (select id from provider where removed_at_ms is null)`,
  'a fallback that cannot answer': `select id from model where removed_at_ms is null and fallback_model_id is not null and fallback_model_id not in
    (select id from model where removed_at_ms is null and status = 'active')`,
  'a circle of fallbacks': `with recursive way (start, at, steps) as (select id, fallback_model_id, 1 from model where removed_at_ms is null
    union all select start, fallback_model_id, steps + 1 from way join model on model.id = at where at <> start and steps < 50)
    select start from way where at = start`,
  'a setting that names nothing': `select key from system_setting where key in ('judgeModel', 'scenarioExpansionModel') and value is not null
    and value <> 'null' and json_extract(value, '$') not in
    (select provider.key || '/' || wire_id from model join provider on provider.id = provider_id where model.removed_at_ms is null)`,
} as const

const anyBroken = Object.entries(broken)
  .map(([what, sql]) => `select '${what}' as what where exists (${sql})`)
  .join(' union all ')

const lookedOver = `select (select count(*) from price_version) || ' ' || (select count(*) from audit_entry) || ' ' || (select count(*) from audit_change)
  as what union all ${anyBroken}`

const keptTexts = `select 'price ' || ulid || tiers || effective_from_ms || coalesce(withdraws_id, '') as text from price_version
  union all select 'entry ' || id || user || action || (select group_concat(subject || coalesce(after, '')) from audit_change where entry_id = id)
  from audit_entry`

/** What is on disk, over a connection of its own; must be closed. */
export class Watch {
  readonly #db: BetterSqlite.Database

  constructor(workspace: string) {
    this.#db = new BetterSqlite(path.join(workspace, 'assay.db'), { readonly: true })
  }

  /** What must never be so, and is; and how much there is of what only grows. */
  lookOver(): { readonly broken: readonly string[]; readonly kept: string } {
    const [kept, ...broken] = this.#db.prepare<[], string>(lookedOver).pluck().all()
    return { broken, kept: kept ?? '' }
  }

  /** Every price version and every entry with its changes, as they are kept. */
  keptForEver(): string[] {
    return this.#db.prepare<[], string>(keptTexts).pluck().all()
  }

  close(): void {
    this.#db.close()
  }
}
