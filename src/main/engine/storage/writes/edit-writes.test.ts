import { describe, expect, it } from 'vitest'
import { act, catalogWriter, changesOf, refusal, remove, setModel, setPool, setting } from '../../../../../test/builders/edits.ts'
import {
  auditAt,
  modelInput,
  poolInput,
  priceInput,
  priceRow,
  providerColumns,
  providerInput,
  stepInput,
} from '../../../../../test/builders/ledger.ts'
import type { EditStep } from './edit-steps.ts'

describe('an edit', () => {
  it('answers with its entry and the rows it left', () => {
    const writer = catalogWriter()
    const { entry, change, settings } = writer.write('edit', modelInput('three'))

    expect(entry).toEqual({ id: 4, ulid: 'audit-of-1-three' })
    expect(change.models).toMatchObject([{ id: 3, wire_id: 'three', revision: 1, removed_at_ms: null }])
    expect(change.prices).toMatchObject([{ model_id: 3, seq: 1, source_kind: 'seed', withdraws_id: null }])
    expect([change.providers, change.pools, settings]).toEqual([[], [], []])
    expect(change.removed).toEqual({ providers: [], pools: [], models: [] })
  })

  it('raises the revision, and refuses one made on an older one with both values', () => {
    const writer = catalogWriter()

    expect(act(writer, setPool({ max_parallel: 2 }, 1)).change.pools).toMatchObject([{ max_parallel: 2, revision: 2 }])
    expect(refusal(writer, setPool({ max_parallel: 3, burst: null, requests_per_minute: 60 }, 1))).toEqual({
      ...{ code: 'CONFLICT', what: 'pool', name: 'sim/default', reason: 'changed', revision: 2 },
      fields: [
        { name: 'max_parallel', given: 3, standing: 2 },
        { name: 'requests_per_minute', given: 60, standing: null },
      ],
    })
    expect(act(writer, setPool({ max_parallel: 4 }, 2)).change.pools).toMatchObject([{ max_parallel: 4, revision: 3 }])
    expect(act(writer, setPool({ max_parallel: 5 })).change.pools).toMatchObject([{ max_parallel: 5, revision: 4 }])
    expect(refusal(writer, { ...remove('model', 2), ifRevision: 7 } as EditStep)).toMatchObject({
      reason: 'changed',
      revision: 1,
      fields: [],
    })
  })

  it('changes the columns given and no other', () => {
    const writer = catalogWriter()
    const [before] = writer.rows('select * from pool') as [object]
    act(writer, setPool({ requests_per_minute: 60, burst: undefined }))

    expect(writer.rows('select * from pool')).toEqual([{ ...before, requests_per_minute: 60, revision: 2 }])
  })

  it('of what is so already changes nothing and leaves no entry', () => {
    const writer = catalogWriter()
    const { entry, change } = act(writer, setPool({ max_parallel: 1, burst: null }, 1), setting(null))

    expect([entry, change.pools]).toEqual([null, []])
    expect(writer.rows('select revision from pool')).toEqual([{ revision: 1 }])
    expect(act(writer, setPool({ max_parallel: 9 }), setPool({ max_parallel: 1 })).entry).toBeNull()
  })

  it('keeps who made it, and each row it changed, before and after', () => {
    const writer = catalogWriter()
    const ours = { do: 'set', kind: 'provider', subject: 'sim', id: 1, patch: { name: 'Ours' } } as const
    const audit = { ...auditAt(5, 'edit'), reason: 'as agreed' }
    const { entry } = writer.write('edit', { ...stepInput(ours, audit), action: 'rename', undoesId: 2 })

    expect(writer.rows(`select * from audit_entry where ulid = 'edit'`)).toEqual([
      {
        ...{ id: entry?.id, seq: 4, ulid: 'edit', at_ms: 5, user: 'ada', origin: 'test', subject_kind: 'provider', subject: 'sim' },
        ...{ action: 'rename', reason: 'as agreed', undoes_id: 2 },
      },
    ])
    const [change, ...others] = changesOf(writer, entry?.id)
    expect([change?.kind, change?.subject, change?.row_id, others]).toEqual(['provider', 'sim', 1, []])
    const [before, after] = [change?.before, change?.after].map((text) => JSON.parse(text ?? ''))
    expect(before).toEqual({ ...after, name: 'sim', revision: 1 })
    expect(after).toMatchObject({ ...providerColumns(), name: 'Ours', revision: 2 })
  })

  it('keeps a row once, however often its steps change it', () => {
    const writer = catalogWriter()
    const { entry } = act(writer, setModel(1, { name: 'a' }), setModel(2, { name: 'x' }), setModel(1, { name: 'b' }))

    expect(
      changesOf(writer, entry?.id).map(({ row_id, before, after }) => [
        row_id,
        ...[before, after].map((text) => JSON.parse(text ?? '').name),
      ]),
    ).toEqual([
      [1, 'one', 'b'],
      [2, 'two', 'x'],
    ])
  })

  it('names rows that its own steps brought', () => {
    const writer = catalogWriter()
    const [provider, pool] = providerInput('other').steps
    const [model, price] = modelInput('three').steps
    if (provider === undefined || pool === undefined || model?.do !== 'add' || model.kind !== 'model') throw new Error('as built')
    if (price?.do !== 'add' || price.kind !== 'price') throw new Error('as built')
    const row = { ...model.row, provider_id: { step: 0 }, pool_id: { step: 1 }, fallback_model_id: 1 }
    const left = act(
      writer,
      provider,
      pool,
      { ...model, row },
      { ...price, row: { ...price.row, model_id: { step: 2 } } },
      {
        ...{ do: 'set', kind: 'model', subject: 'sim/one', id: 1, patch: { fallback_model_id: { step: 2 } } },
      },
    )

    expect(left.change.models).toMatchObject([
      { id: 3, provider_id: 2, pool_id: 2, fallback_model_id: 1 },
      { id: 1, fallback_model_id: 3 },
    ])
    expect(left.change.prices).toMatchObject([{ model_id: 3 }])
  })

  it('stands with all its steps or with none', () => {
    const writer = catalogWriter()

    expect(refusal(writer, setModel(1, { name: 'Ours' }), setting('1'), setModel(9, { name: 'x' }))).toMatchObject({
      ...{ code: 'NOT_FOUND', what: 'model' },
    })
    expect(writer.rows('select name from model where id = 1')).toEqual([{ name: 'one' }])
    expect(writer.rows('select * from system_setting')).toEqual([])
    expect(writer.rows('select count(*) as entries from audit_entry')).toEqual([{ entries: 3 }])
  })

  it.each([
    ['provider', providerInput(), 'sim'],
    ['pool', poolInput('default'), 'sim/default'],
    ['model', modelInput('one'), 'sim/one'],
  ] as const)('refuses a second %s of the same name', (what, input, name) => {
    const writer = catalogWriter()

    expect(refusal(writer, ...input.steps)).toEqual({ code: 'CONFLICT', what, name, reason: 'exists' })
  })

  it('leaves one default per provider at most', () => {
    const writer = catalogWriter()
    act(writer, setModel(1, { is_default: 1 }))

    expect(() => act(writer, setModel(2, { is_default: 1 }))).toThrow(/SQLITE_CONSTRAINT/)
    expect(act(writer, setModel(1, { is_default: 0 }), setModel(2, { is_default: 1 })).change.models).toMatchObject([
      { id: 1, is_default: 0, revision: 3 },
      { id: 2, is_default: 1, revision: 2 },
    ])
  })

  it('orders price versions of the same instant by when they came', () => {
    const writer = catalogWriter()
    const add = (ulid: string, at: number) => writer.write('edit', priceInput(1, priceRow(ulid, at, 'manual'))).change.prices

    expect(add('x', 0)).toMatchObject([{ ulid: 'x', seq: 2 }])
    expect(add('y', 0)).toMatchObject([{ ulid: 'y', seq: 3 }])
    expect(add('z', 7)).toMatchObject([{ ulid: 'z', seq: 1 }])
  })
})
