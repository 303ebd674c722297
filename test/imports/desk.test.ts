import { Kysely, SqliteDialect } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ImportFormat, ImportRow } from '#contract/imports'
import type { Database } from '#engine/storage'
import { ImportDesk } from '../../src/main/engine/imports/import-desk.ts'
import { importFacts, listImports } from '../../src/main/engine/storage/reads/import-reads.ts'
import { modelInput, providerInput } from '../builders/ledger.ts'
import { memoryWriter, type WriterUnderTest } from '../builders/write-context.ts'
import { litellmOf, modelsDev } from './sources.ts'

const nowMs = Date.UTC(2026, 0, 2)

/** The desk without its thread, beside a workspace in memory: provider 1 with a model and its price. */
class DeskUnderTest {
  readonly writer: WriterUnderTest = memoryWriter()
  readonly db = new Kysely<Database>({ dialect: new SqliteDialect({ database: this.writer.context.db }) })
  readonly #desk = new ImportDesk()
  #imports = 0

  constructor(isEmpty = false) {
    onTestFinished(() => this.db.destroy())
    if (isEmpty) return
    this.writer.write('edit', providerInput())
    this.writer.write('edit', modelInput())
  }

  get provider(): string {
    return String((this.writer.rows('select key from provider order by id')[0] as { key: string }).key)
  }

  async preview(text: string, allProviders = false) {
    this.#imports += 1
    const id = String(this.#imports)
    const format: ImportFormat | 'auto' = 'auto'
    const answer = this.#desk.preview({ id, format, name: 'a file', text, allProviders, nowMs, facts: await importFacts(this.db) })
    return { id, ...answer, rows: this.#desk.rows({ id, offset: 0, limit: 500 }).items }
  }

  /** Takes a file as it is taken without a word; answers with what was done. */
  async take(
    text: string,
    { added = [], allProviders = false }: { readonly added?: readonly number[]; readonly allProviders?: boolean } = {},
  ) {
    const { id, mostPrices } = await this.preview(text, allProviders)
    const ulids = Array.from({ length: mostPrices }, (_, at) => ulidOf(this.#imports, at))
    const { plan, outline: _, done, ...facts } = this.#desk.plan({ id, added, left: [], acceptShort: true, nowMs, ulids })
    const audit = { ulid: ulidOf(0, this.#imports), atMs: nowMs, user: 'tester', origin: 'cli' }
    this.writer.write('applyImport', { plan, more: [], source: 'a file', models: done.models, audit, ...facts })
    return done
  }

  async text(format: 'yaml' | 'json'): Promise<string> {
    return this.#desk.write({ facts: await importFacts(this.db), format, nowMs })
  }
}

function ulidOf(first: number, second: number): string {
  return `01H${String(first).padStart(11, '0')}${String(second).padStart(12, '0')}`
}

const told = (rows: readonly ImportRow[]) => rows.map(({ sourceKey, kind, reason, isPicked }) => [sourceKey, kind, reason, isPicked])

describe('the desk', () => {
  it('compares, plans what is taken, and finds the same file the same afterwards', async () => {
    const desk = new DeskUnderTest()
    const text = litellmOf(desk.provider, {
      new: { max_input_tokens: 8000, deprecation_date: '2027-03-01', input_cost_per_token_priority: 4e-6, supports_vision: true },
      dear: { input_cost_per_token: 0.1 },
      image: { mode: 'image_generation' },
      strange: { provider: 'nobody' },
    })
    expect(told((await desk.preview(text)).rows)).toEqual([
      ['new', 'new', null, true],
      ['dear', 'quarantined', 'absurd_price', false],
      ['image', 'skipped', 'not_chat', false],
      ['strange', 'skipped', 'unknown_provider', false],
    ])
    expect(await desk.take(text)).toMatchObject({ models: 1, prices: 1, providers: 0 })
    expect((await desk.preview(text)).rows[0]).toMatchObject({ kind: 'same', isPicked: false })
    expect(await listImports(desk.db, { limit: 5 })).toMatchObject([{ source: 'a file', format: 'litellm', entries: 4, models: 1 }])
  })

  it('brings along providers that are not here, disabled, when it is told to', async () => {
    const desk = new DeskUnderTest()
    const text = modelsDev({
      elsewhere: { big: { name: 'Big', cost: { input: 3, output: 15, cache_read: 0.3 }, limit: { context: 9, output: 5 } } },
    })
    expect(await desk.take(text, { allProviders: true })).toMatchObject({ models: 1, providers: 1, pools: 1 })
    expect(desk.writer.rows('select key, enabled from provider order by id').at(-1)).toEqual({ key: 'elsewhere', enabled: 0 })
  })

  it('holds what another source stands by, and takes it when it is picked', async () => {
    const desk = new DeskUnderTest()
    await desk.take(litellmOf(desk.provider, { three: { input_cost_per_token: 3e-6 } }))
    const other = modelsDev({
      [desk.provider]: { three: { name: 'three', cost: { input: 4, output: 2 }, limit: { context: 10, output: 5 } } },
    })
    const [row] = (await desk.preview(other)).rows
    expect(row?.conflicts).toMatchObject([{ source: 'litellm', field: 'input' }])
    await desk.take(other, { added: [0] })
    expect((await desk.preview(other)).rows[0]).toMatchObject({ kind: 'same' })
  })

  it('shows what is gone since the last file of a source, and deprecates it when it is picked', async () => {
    const desk = new DeskUnderTest()
    await desk.take(litellmOf(desk.provider, { two: {}, three: {} }))
    const shorter = litellmOf(desk.provider, { three: {} })
    const { rows, preview } = await desk.preview(shorter)
    expect(preview.isSuspiciouslyShort).toBe(true)
    const gone = rows.findIndex(({ kind }) => kind === 'gone')
    await desk.take(shorter, { added: [gone] })
    expect(desk.writer.rows(`select status from model where wire_id = 'two'`)).toEqual([{ status: 'deprecated' }])
  })

  it.each(['yaml', 'json'] as const)('writes the configuration, which an empty workspace takes over byte for byte: %s', async (format) => {
    const [desk, empty] = [new DeskUnderTest(true), new DeskUnderTest(true)]
    const elsewhere = { big: { name: 'Big', cost: { input: 3, output: 15, cache_read: 0.3 }, limit: { context: 9, output: 5 } } }
    await desk.take(modelsDev({ elsewhere }), { allProviders: true })
    await desk.take(litellmOf('elsewhere', { three: { input_cost_per_token_priority: 4e-6, deprecation_date: '2027-03-01' } }))
    const text = await desk.text(format)
    expect((await desk.preview(text)).rows.filter(({ kind }) => kind !== 'same')).toEqual([])
    await empty.take(text)
    expect(await empty.text(format)).toBe(text)
  })

  it('says at its place what cannot stand in a configuration', async () => {
    const desk = new DeskUnderTest()
    const bad = 'assay: 1\nproviders:\n  acme: { kind: nonsense, baseUrl: 7 }\n'
    expect((await desk.preview(bad)).rows.map(({ sourceKey, kind, detail }) => [sourceKey, kind, detail])).toEqual([
      ['acme', 'quarantined', expect.stringContaining('name: ')],
      ['acme/default', 'quarantined', 'its provider is not there'],
    ])
  })
})
