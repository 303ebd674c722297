import { describe, expect, it, onTestFinished } from 'vitest'
import { auditAt, modelInput, priceRow, providerInput, runInput, startInput } from '../../../../../test/builders/ledger.ts'
import { memoryWriter, type WriterUnderTest } from '../../../../../test/builders/write-context.ts'

/** Provider `sim`, its pool, and models 1 and 2. */
function catalog(): WriterUnderTest {
  const writer = memoryWriter()
  onTestFinished(() => void writer.context.db.close())
  writer.write('edit', providerInput())
  writer.write('edit', modelInput('one'))
  writer.write('edit', modelInput('two'))
  return writer
}

function refusal(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return (error as { failure?: unknown }).failure
  }
  return 'nothing was refused'
}

describe('what people edit', () => {
  it('answers with the rows an edit left behind', () => {
    const writer = catalog()
    const change = writer.write('edit', modelInput('three'))

    expect(change.models).toMatchObject([{ id: 3, wire_id: 'three', revision: 1 }])
    expect(change.prices).toMatchObject([{ model_id: 3, seq: 1, source_kind: 'seed' }])
  })

  it('raises the revision, and refuses an edit made on an older one', () => {
    const writer = catalog()
    const set = (ifRevision: number | undefined, at: number) =>
      writer.write('setPool', { id: 1, label: 'sim/default', patch: { max_parallel: at }, ifRevision, audit: auditAt(at) })

    expect(set(1, 2).pools).toMatchObject([{ max_parallel: 2, revision: 2 }])
    expect(refusal(() => set(1, 3))).toEqual({ code: 'CONFLICT', what: 'pool', name: 'sim/default', reason: 'changed' })
    expect(set(2, 4).pools).toMatchObject([{ max_parallel: 4, revision: 3 }])
    expect(set(undefined, 5).pools).toMatchObject([{ max_parallel: 5, revision: 4 }])
    expect(refusal(() => writer.write('setProvider', { id: 1, patch: { name: 'x' }, ifRevision: 7, audit: auditAt(6) }))).toMatchObject({
      reason: 'changed',
    })
    expect(
      refusal(() =>
        writer.write('setModel', { id: 1, ref: 'sim/one', action: 'set', patch: { name: 'x' }, ifRevision: 7, audit: auditAt(7) }),
      ),
    ).toMatchObject({ reason: 'changed' })
  })

  it('changes the columns given and no other', () => {
    const writer = catalog()
    const [before] = writer.rows('select * from pool') as [object]
    writer.write('setPool', {
      id: 1,
      label: 'sim/default',
      patch: { requests_per_minute: 60, burst: undefined },
      ifRevision: 1,
      audit: auditAt(1),
    })

    expect(writer.rows('select * from pool')).toEqual([{ ...before, requests_per_minute: 60, revision: 2 }])
  })

  it('keeps each change with who made it, before and after', () => {
    const writer = catalog()
    writer.write('setProvider', { id: 1, patch: { name: 'Ours' }, ifRevision: 1, audit: auditAt(5, 'edit') })
    const [entry] = writer.rows(`select * from audit_entry where ulid = 'edit'`) as [{ before: string; after: string }]

    expect(entry).toMatchObject({ at_ms: 5, user: 'ada', origin: 'test', subject_kind: 'provider', subject: 'sim', action: 'set' })
    expect([JSON.parse(entry.before).name, JSON.parse(entry.after).name]).toEqual(['sim', 'Ours'])
  })

  it.each([
    ['provider', () => providerInput(), 'addProvider', 'sim'],
    [
      'pool',
      () => ({ pool: { ...providerInput().pool, provider_id: 1 }, label: 'sim/default', audit: auditAt(1) }),
      'addPool',
      'sim/default',
    ],
    ['model', () => modelInput('one'), 'addModel', 'sim/one'],
  ] as const)('refuses a second %s of the same name', (what, input, name, subject) => {
    const writer = catalog()

    expect(refusal(() => writer.write(name, input() as never))).toEqual({ code: 'CONFLICT', what, name: subject, reason: 'exists' })
  })

  it('says what is not there', () => {
    const writer = catalog()

    expect(
      refusal(() =>
        writer.write('setModel', { id: 9, ref: 'sim/nine', action: 'set', patch: {}, ifRevision: undefined, audit: auditAt(1) }),
      ),
    ).toMatchObject({ code: 'NOT_FOUND', what: 'model' })
  })

  it('has one default per provider at most', () => {
    const writer = catalog()
    writer.write('setDefaultModel', { id: 1, ref: 'sim/one', audit: auditAt(1) })
    const change = writer.write('setDefaultModel', { id: 2, ref: 'sim/two', audit: auditAt(2) })

    expect(change.models).toMatchObject([
      { id: 1, is_default: 0, revision: 3 },
      { id: 2, is_default: 1, revision: 2 },
    ])
    expect(writer.write('setDefaultModel', { id: 2, ref: 'sim/two', audit: auditAt(3) }).models).toMatchObject([
      { id: 2, is_default: 1, revision: 2 },
    ])
  })

  it('orders price versions of the same instant by when they came', () => {
    const writer = catalog()
    const add = (ulid: string, at: number) =>
      writer.write('addPriceVersion', { price: { ...priceRow(ulid, at, 'manual'), model_id: 1 }, ref: 'sim/one', audit: auditAt(at, ulid) })

    expect(add('x', 0).prices).toMatchObject([{ ulid: 'x', seq: 2 }])
    expect(add('y', 0).prices).toMatchObject([{ ulid: 'y', seq: 3 }])
    expect(add('z', 7).prices).toMatchObject([{ ulid: 'z', seq: 1 }])
  })
})

describe('removeProvider', () => {
  const remove = (writer: WriterUnderTest) => writer.write('removeProvider', { id: 1, audit: auditAt(9, 'removal') })

  it('takes pools, models and prices along while nothing was asked of it', () => {
    const writer = catalog()

    expect(remove(writer)).toEqual({ removedProviderIds: [1] })
    for (const table of ['provider', 'pool', 'model', 'price_version']) expect(writer.rows(`select * from ${table}`)).toEqual([])
  })

  it('is refused once a run names one of its models', () => {
    const writer = catalog()
    writer.write('createRun', runInput('run-1', [2]))

    expect(refusal(() => remove(writer))).toMatchObject({ code: 'CONFLICT', what: 'provider', name: 'sim', reason: 'in_use' })
    expect(writer.rows('select key from provider')).toEqual([{ key: 'sim' }])
  })

  it('is refused once it was called', () => {
    const writer = catalog()
    writer.write('startAttempt', startInput('v', null))

    expect(refusal(() => remove(writer))).toMatchObject({ reason: 'in_use' })
  })

  it('is refused while a model of another provider falls back to one of its own', () => {
    const writer = catalog()
    writer.write('edit', providerInput('other'))
    writer.write('edit', { ...modelInput('three', 2, 2), ref: 'other/three' })
    writer.write('setModel', {
      id: 3,
      ref: 'other/three',
      action: 'set',
      patch: { fallback_model_id: 1 },
      ifRevision: undefined,
      audit: auditAt(5),
    })

    expect(refusal(() => remove(writer))).toMatchObject({ reason: 'in_use', detail: expect.stringContaining('falls back') })
  })

  it('is no hindrance that its own models fall back to each other', () => {
    const writer = catalog()
    writer.write('setModel', {
      id: 1,
      ref: 'sim/one',
      action: 'set',
      patch: { fallback_model_id: 2 },
      ifRevision: undefined,
      audit: auditAt(5),
    })

    expect(remove(writer)).toEqual({ removedProviderIds: [1] })
  })
})

describe('setSetting', () => {
  it('sets, raises the revision, refuses an older one, and resets', () => {
    const writer = catalog()
    const set = (value: string | null, ifRevision: number | undefined, at: number) =>
      writer.write('setSetting', { key: 'k', value, ifRevision, audit: auditAt(at, `s${at}`) })

    expect(set('1', 0, 1)).toEqual({ revision: 1 })
    expect(set('2', 1, 2)).toEqual({ revision: 2 })
    expect(refusal(() => set('3', 1, 3))).toEqual({ code: 'CONFLICT', what: 'setting', name: 'k', reason: 'changed' })
    expect(set(null, undefined, 4)).toEqual({ revision: 0 })
    expect(writer.rows('select * from system_setting')).toEqual([])
    expect(writer.rows(`select action, before, after from audit_entry where subject_kind = 'setting' order by id`)).toEqual([
      { action: 'set', before: null, after: '1' },
      { action: 'set', before: '1', after: '2' },
      { action: 'reset', before: '2', after: null },
    ])
  })
})
