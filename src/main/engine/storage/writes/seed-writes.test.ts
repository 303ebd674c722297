import { describe, expect, it, onTestFinished } from 'vitest'
import { auditAt, modelInput, priceRow, providerInput } from '../../../../../test/builders/ledger.ts'
import { memoryWriter, type WriterUnderTest } from '../../../../../test/builders/write-context.ts'
import type { SeedInput } from './seed-writes.ts'

function empty(): WriterUnderTest {
  const writer = memoryWriter()
  onTestFinished(() => void writer.context.db.close())
  return writer
}

interface SeedModel {
  readonly wireId: string
  readonly isDefault?: boolean
  readonly pool?: string
  readonly prices?: readonly string[]
}

/** A catalog of one provider; each price takes effect at the day its name ends in. */
function seedOf(models: readonly SeedModel[], pools: readonly string[] = ['default'], key = 'acme'): SeedInput {
  const { provider, pool } = providerInput(key)
  return {
    atMs: 1,
    providers: [
      {
        row: provider,
        pools: pools.map((name) => ({ ...pool, name })),
        models: models.map(({ wireId, isDefault = false, pool: name = 'default', prices = ['seed-1'] }) => {
          const { provider_id: _provider, pool_id: _pool, ...row } = modelInput(wireId).model
          return {
            row: { ...row, is_default: isDefault ? 1 : 0 },
            pool: name,
            prices: prices.map((price) => priceRow(`${wireId}-${price}`, Number(price.at(-1)))),
          }
        }),
      },
    ],
  }
}

const one = seedOf([{ wireId: 'one', isDefault: true }])
const models = (writer: WriterUnderTest) => writer.rows('select wire_id, is_default from model order by wire_id')
const prices = (writer: WriterUnderTest) =>
  writer.rows('select ulid from price_version order by id').map((row) => (row as { ulid: string }).ulid)

describe('seedCatalog', () => {
  it('fills an empty workspace, and says how much it added', () => {
    const writer = empty()

    expect(writer.write('seedCatalog', seedOf([{ wireId: 'one', isDefault: true }, { wireId: 'two' }]))).toEqual({ added: 6 })
    expect(models(writer)).toEqual([
      { wire_id: 'one', is_default: 1 },
      { wire_id: 'two', is_default: 0 },
    ])
  })

  it('adds nothing the second time', () => {
    const writer = empty()
    writer.write('seedCatalog', one)

    expect(writer.write('seedCatalog', one)).toEqual({ added: 0 })
  })

  it('adds what is new', () => {
    const writer = empty()
    writer.write('seedCatalog', one)

    expect(
      writer.write(
        'seedCatalog',
        seedOf(
          [
            { wireId: 'one', isDefault: true },
            { wireId: 'two', pool: 'batch' },
          ],
          ['default', 'batch'],
        ),
      ),
    ).toEqual({ added: 3 })
    expect(writer.rows(`select pool.name from model join pool on pool.id = model.pool_id where wire_id = 'two'`)).toEqual([
      { name: 'batch' },
    ])
  })

  it('never overwrites what an admin edited', () => {
    const writer = empty()
    writer.write('seedCatalog', one)
    writer.write('setProvider', { id: 1, patch: { name: 'Ours', enabled: 0 }, ifRevision: 1, audit: auditAt(1) })
    writer.write('setPool', { id: 1, label: 'acme/default', patch: { max_parallel: 9 }, ifRevision: 1, audit: auditAt(2) })
    writer.write('setModel', { id: 1, ref: 'acme/one', action: 'set', patch: { name: 'Mine' }, ifRevision: 1, audit: auditAt(3) })
    writer.write('seedCatalog', one)

    expect(writer.rows('select name, enabled, revision from provider')).toEqual([{ name: 'Ours', enabled: 0, revision: 2 }])
    expect(writer.rows('select max_parallel from pool')).toEqual([{ max_parallel: 9 }])
    expect(writer.rows('select name from model')).toEqual([{ name: 'Mine' }])
  })

  it('never adds again what was removed', () => {
    const writer = empty()
    writer.write('seedCatalog', one)
    writer.write('removeProvider', { id: 1, audit: auditAt(1) })

    expect(writer.write('seedCatalog', seedOf([{ wireId: 'one' }, { wireId: 'two' }]))).toEqual({ added: 0 })
    expect(writer.rows('select key from provider')).toEqual([])
  })

  it('adds what is new to a provider a person had made under its key', () => {
    const writer = empty()
    writer.write('edit', { ...providerInput('acme'), pool: { ...providerInput('acme').pool, name: 'mine' } })
    writer.write('seedCatalog', one)

    expect(writer.rows('select name from pool order by name')).toEqual([{ name: 'default' }, { name: 'mine' }])
    expect(models(writer)).toEqual([{ wire_id: 'one', is_default: 1 }])
  })

  it('leaves the default a person chose', () => {
    const writer = empty()
    writer.write('seedCatalog', seedOf([{ wireId: 'one', isDefault: true }, { wireId: 'two' }]))
    writer.write('setDefaultModel', { id: 2, ref: 'acme/two', audit: auditAt(1) })
    writer.write('seedCatalog', seedOf([{ wireId: 'three', isDefault: true }]))

    expect(models(writer).filter((row) => (row as { is_default: number }).is_default === 1)).toEqual([{ wire_id: 'two', is_default: 1 }])
  })

  it('appends a new price of its own', () => {
    const writer = empty()
    writer.write('seedCatalog', one)
    writer.write('seedCatalog', seedOf([{ wireId: 'one', isDefault: true, prices: ['seed-1', 'seed-2'] }]))

    expect(prices(writer)).toEqual(['one-seed-1', 'one-seed-2'])
  })

  it('never takes force over a price a person gave', () => {
    const writer = empty()
    writer.write('seedCatalog', one)
    writer.write('addPriceVersion', { price: { ...priceRow('manual', 1, 'manual'), model_id: 1 }, ref: 'acme/one', audit: auditAt(1) })
    writer.write('seedCatalog', seedOf([{ wireId: 'one', isDefault: true, prices: ['seed-1', 'seed-2'] }]))

    expect(prices(writer)).toEqual(['one-seed-1', 'manual'])
  })
})
