import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Model } from '#contract/catalog'
import { ModelRef, ProviderKey } from '#contract/ids'
import type { ImportRow } from '#contract/imports'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { type LitellmEntries, litellmOf, rowsOf } from './sources.ts'

/** One engine for a test file. */
export class SharedEngine {
  engine: ShippedEngine | undefined
  turn = -1

  get client(): ShippedEngine['client'] {
    return this.under.client
  }

  get under(): ShippedEngine {
    if (this.engine === undefined) throw new Error('it is not open')
    return this.engine
  }

  /** The provider that is the running test's own. */
  get alpha(): string {
    return providers[this.turn] ?? ''
  }

  ref(wireId: string): ModelRef {
    return ModelRef.parse(`${this.alpha}/${wireId}`)
  }

  /** A map as LiteLLM writes it, its models of `alpha`. */
  litellm(entries: LitellmEntries): string {
    return litellmOf(this.alpha, entries)
  }

  async models(): Promise<Model[]> {
    return (await this.client.models.list({ provider: ProviderKey.parse(this.alpha), limit: 500 })).items
  }

  /** Of the price in force, by million input tokens; null: unknown. */
  async input(ref: ModelRef): Promise<number | null> {
    return (await this.client.models.get({ ref })).price?.tiers[0]?.rates.input ?? null
  }

  async freshRows(text: string): Promise<ImportRow[]> {
    return await rowsOf(this.client, await this.client.imports.preview({ name: 'a file', text }))
  }

  everything(): unknown {
    const tables = ['provider', 'pool', 'model', 'price_version', 'audit_entry', 'import_record', 'import_figure']
    return tables.map((table) => this.under.rows(`select * from ${table}`))
  }
}

const providers = Array.from({ length: 30 }, (_, at) => `alpha${at}`)

/** Each test has a provider of its own, of one priced model and one without a price, so that they can share an engine. */
export function sharedEngine(): SharedEngine {
  const shared = new SharedEngine()
  const scratch = scratchFolder()
  beforeAll(async () => {
    const seeded = providers.map((key) => ({ key, models: [{ wireId: 'one' }, { wireId: 'two', price: null }] }))
    shared.engine = await openShippedEngine({ workspace: scratch.folder, seedCatalog: seedCatalogOf(seeded) })
  })
  beforeEach(() => {
    shared.turn += 1
  })
  afterAll(async () => {
    await shared.engine?.stop()
    scratch.remove()
  })
  return shared
}
