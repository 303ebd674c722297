import { describe, expect, it, onTestFinished } from 'vitest'
import {
  modelColumns,
  poolColumns,
  priceInput,
  priceRow,
  providerColumns,
  providerInput,
  stepInput,
} from '../../../../../test/builders/ledger.ts'
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
  return {
    atMs: 1,
    providers: [
      {
        row: providerColumns(key),
        pools: pools.map((name) => poolColumns(name)),
        models: models.map(({ wireId, isDefault = false, pool: name = 'default', prices = ['seed-1'] }) => {
          return {
            row: { ...modelColumns(wireId), is_default: isDefault ? 1 : 0 },
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
    const [provider] = stepInput({ do: 'set', kind: 'provider', subject: 'acme', id: 1, patch: { name: 'Ours', enabled: 0 } }).steps
    const edit = stepInput({ do: 'set', kind: 'pool', subject: 'acme/default', id: 1, patch: { max_parallel: 9 } })
    const [model] = stepInput({ do: 'set', kind: 'model', subject: 'acme/one', id: 1, patch: { name: 'Mine' } }).steps
    writer.write('edit', { ...edit, steps: [provider, model, ...edit.steps].filter((step) => step !== undefined) })
    writer.write('seedCatalog', one)

    expect(writer.rows('select name, enabled, revision from provider')).toEqual([{ name: 'Ours', enabled: 0, revision: 2 }])
    expect(writer.rows('select max_parallel from pool')).toEqual([{ max_parallel: 9 }])
    expect(writer.rows('select name from model')).toEqual([{ name: 'Mine' }])
  })

  it('never adds again what was removed', () => {
    const writer = empty()
    writer.write('seedCatalog', one)
    const removal = (kind: 'provider' | 'pool' | 'model') => ({ do: 'remove', kind, subject: kind, id: 1 }) as const
    writer.write('edit', { ...stepInput(removal('model')), steps: [removal('model'), removal('pool'), removal('provider')] })

    expect(writer.write('seedCatalog', seedOf([{ wireId: 'one' }, { wireId: 'two' }]))).toEqual({ added: 0 })
    expect(writer.rows('select key from provider where removed_at_ms is null')).toEqual([])
  })

  it('never adds again a model or a pool that was removed, nor prices to it', () => {
    const writer = empty()
    writer.write('seedCatalog', seedOf([{ wireId: 'one' }, { wireId: 'two', pool: 'batch' }], ['default', 'batch']))
    const steps = [
      { do: 'remove', kind: 'model', subject: 'acme/two', id: 2 },
      { do: 'remove', kind: 'pool', subject: 'acme/batch', id: 2 },
    ] as const
    writer.write('edit', { ...stepInput(steps[0]), steps })

    const later = seedOf(
      [
        { wireId: 'two', pool: 'batch', prices: ['seed-2'] },
        { wireId: 'three', pool: 'batch' },
      ],
      ['default', 'batch'],
    )
    expect(writer.write('seedCatalog', later)).toEqual({ added: 2 })
    expect(writer.rows(`select pool.name from model join pool on pool.id = pool_id where wire_id = 'three'`)).toEqual([{ name: 'default' }])
    expect(prices(writer)).toEqual(['one-seed-1', 'two-seed-1', 'three-seed-1'])
  })

  it('adds what is new to a provider a person had made under its key', () => {
    const writer = empty()
    writer.write('edit', providerInput('acme', 'mine'))
    writer.write('seedCatalog', one)

    expect(writer.rows('select name from pool order by name')).toEqual([{ name: 'default' }, { name: 'mine' }])
    expect(models(writer)).toEqual([{ wire_id: 'one', is_default: 1 }])
  })

  it('leaves the default a person chose', () => {
    const writer = empty()
    writer.write('seedCatalog', seedOf([{ wireId: 'one', isDefault: true }, { wireId: 'two' }]))
    const set = (id: number, is_default: number) => ({ do: 'set', kind: 'model', subject: 'acme/two', id, patch: { is_default } }) as const
    writer.write('edit', { ...stepInput(set(2, 1)), steps: [set(1, 0), set(2, 1)] })
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
    writer.write('edit', priceInput(1, priceRow('manual', 1, 'manual')))
    writer.write('seedCatalog', seedOf([{ wireId: 'one', isDefault: true, prices: ['seed-1', 'seed-2'] }]))

    expect(prices(writer)).toEqual(['one-seed-1', 'manual'])
  })
})
