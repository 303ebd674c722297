import { describe, expect, it } from 'vitest'
import { act, catalogWriter, changesOf, refusal, remove, setModel, setting, withdraw } from '../../../../../test/builders/edits.ts'
import { modelInput, runInput, startInput } from '../../../../../test/builders/ledger.ts'
import type { EditStep } from './edit-steps.ts'

describe('what is removed', () => {
  it('is kept with a mark, and is not there any more', () => {
    const writer = catalogWriter()
    const { change, entry } = act(writer, remove('model', 1), remove('model', 2), remove('pool'), remove('provider'))

    expect(change).toMatchObject({ removed: { providers: [1], pools: [1], models: [1, 2] }, providers: [], pools: [], models: [] })
    for (const table of ['provider', 'pool', 'model'])
      expect(writer.rows(`select count(*) as rows from ${table} where removed_at_ms is null`)).toEqual([{ rows: 0 }])
    expect(changesOf(writer, entry?.id).map(({ kind, after }) => [kind, after])).toEqual([
      ['model', null],
      ['model', null],
      ['pool', null],
      ['provider', null],
    ])
    expect(refusal(writer, setModel(1, { name: 'x' }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(refusal(writer, remove('provider'))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('comes back under its id when one of its name is added, with what is given now', () => {
    const writer = catalogWriter()
    act(writer, setModel(1, { is_default: 1, context_window: 9 }))
    act(writer, remove('model'))
    const left = act(writer, ...modelInput('one').steps.slice(0, 1))

    expect(left.change.models).toMatchObject([{ id: 1, context_window: null, is_default: 0, revision: 4, removed_at_ms: null }])
    expect(left.change.prices).toMatchObject([{ ulid: 'price-of-1-one' }])
    expect(changesOf(writer, left.entry?.id)).toMatchObject([{ row_id: 1, before: null }])
  })

  it('is revived with the columns given, prices and all; what is there is not', () => {
    const writer = catalogWriter()
    act(writer, remove('model'))
    const revive: EditStep = { do: 'revive', kind: 'model', subject: 'sim/one', id: 1, row: { name: 'Again', pool_id: 1 } }
    const left = act(writer, revive)

    expect(left.change.models).toMatchObject([{ id: 1, name: 'Again', revision: 3 }])
    expect(left.change.prices).toHaveLength(1)
    expect(refusal(writer, revive)).toMatchObject({ code: 'CONFLICT', reason: 'exists' })
    expect(refusal(writer, { ...revive, id: 9 })).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('leaves its place as the default to another, and is no second one when it comes back', () => {
    const writer = catalogWriter()
    act(writer, setModel(1, { is_default: 1 }))
    act(writer, remove('model'))
    act(writer, setModel(2, { is_default: 1 }))

    const revive: EditStep = { do: 'revive', kind: 'model', subject: 'sim/one', id: 1, row: { is_default: 1 } }
    expect(() => act(writer, revive)).toThrow(/SQLITE_CONSTRAINT/)
  })

  it('was asked by no run, by no call, and is waited for by no probe', () => {
    const inUse = { code: 'CONFLICT', what: 'model', reason: 'in_use' }
    const named = catalogWriter()
    named.write('createRun', runInput('run-1', [2]))
    expect(refusal(named, remove('model', 2))).toMatchObject(inUse)
    expect(act(named, remove('model', 1)).change.removed?.models).toEqual([1])

    const called = catalogWriter()
    called.write('startAttempt', startInput('v', null))
    expect(refusal(called, remove('model', 1))).toMatchObject(inUse)

    const waited = catalogWriter()
    const { runId } = waited.write('createRun', runInput())
    waited.write('planProbes', { runId, position: 0, modelId: 1, planned: 0, cells: [{ promptIdx: 0, sample: 0 }] })
    expect(waited.rows('select id from probe')).toHaveLength(1)
    waited.context.db.exec('update probe set fallback_model_id = 2')
    expect(refusal(waited, remove('model', 2))).toMatchObject(inUse)
    waited.context.db.exec(`update probe set status = 'cancelled'`)
    expect(act(waited, remove('model', 2)).change.removed?.models).toEqual([2])
  })
})

describe('a price that is withdrawn', () => {
  it('is taken away by a version of the same instant, which says who did and why', () => {
    const writer = catalogWriter()
    const { change, entry } = act(writer, withdraw(1, 'w1'))

    expect(change.prices).toMatchObject([
      { ...{ ulid: 'w1', model_id: 1, effective_from_ms: 0, seq: 2, tiers: '[]', withdraws_id: 1, note: 'a mistake', created_at_ms: 9 } },
    ])
    expect(changesOf(writer, entry?.id)).toMatchObject([{ kind: 'price', row_id: 3, before: null }])
  })

  it('cannot be withdrawn again until its withdrawal is', () => {
    const writer = catalogWriter()
    act(writer, withdraw(1, 'w1'))

    expect(refusal(writer, withdraw(1, 'w2'))).toEqual({
      ...{ code: 'CONFLICT', what: 'price', name: 'price-of-1-one', reason: 'state', detail: 'it is withdrawn' },
    })
    act(writer, withdraw(3, 'w3'))
    expect(act(writer, withdraw(1, 'w4')).change.prices).toMatchObject([{ ulid: 'w4', withdraws_id: 1 }])
    expect(refusal(writer, withdraw(99, 'w5'))).toMatchObject({ code: 'NOT_FOUND', what: 'price version' })
  })

  it('stays, like every version, and like every entry of the audit', () => {
    const { context } = catalogWriter()

    for (const table of ['price_version', 'audit_entry', 'audit_change']) {
      expect(() => context.db.exec(`delete from ${table}`)).toThrow(/is kept/)
    }
    expect(() => context.db.exec(`update audit_entry set user = 'nobody'`)).toThrow(/is immutable/)
    expect(() => context.db.exec('update audit_change set before = null')).toThrow(/is immutable/)
  })
})

describe('a setting', () => {
  it('is set and reset, and counts its revisions on', () => {
    const writer = catalogWriter()

    expect(act(writer, setting('1', 0)).settings).toEqual([{ key: 'k', value: '1', revision: 1 }])
    expect(act(writer, setting('2', 1)).settings).toEqual([{ key: 'k', value: '2', revision: 2 }])
    expect(refusal(writer, setting('3', 1))).toEqual({
      ...{ code: 'CONFLICT', what: 'setting', name: 'k', reason: 'changed', revision: 2 },
      fields: [{ name: 'value', given: '3', standing: '2' }],
    })
    expect(act(writer, setting(null)).settings).toEqual([{ key: 'k', value: null, revision: 3 }])
    expect(refusal(writer, setting('3', 0))).toMatchObject({ reason: 'changed', revision: 3 })
    const kept = `select before, after from audit_change where kind = 'setting' order by entry_id`
    expect(writer.rows(kept)).toEqual([
      { before: null, after: '1' },
      { before: '1', after: '2' },
      { before: '2', after: null },
    ])
  })
})
