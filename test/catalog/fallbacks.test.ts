import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { answered } from '../builders/outcomes.ts'

const names = ['a', 'b', 'c', 'd', 'e']
const providers = [{ key: 'lab', models: names.map((wireId) => ({ wireId })) }]
const ref = (name: string) => `lab/${name}` as ModelRef
const hangs = () => new Promise<never>(() => undefined)

const open = (facts: Parameters<typeof openEngine>[0] = {}) => openEngine({ providers, ...facts })
const batch = batchOf({ models: ['lab/a'] })
const mapping = (under: EngineUnderTest) =>
  under.rows<{ pair: string }>(`select model.wire_id || ' -> ' || target.wire_id as pair from model
    join model target on target.id = model.fallback_model_id order by 1`)
const pairsOf = (under: EngineUnderTest) => mapping(under).map(({ pair }) => pair)
const told = ({ log }: EngineUnderTest) => log.lines.filter(({ fields }) => fields['step'] === 'fallbacks')

/** The workspace as a crash leaves it now, then edited by hand, without the checks of the engine or of the database. */
function edited(under: EngineUnderTest, ...statements: readonly string[]): string {
  const folder = under.crashed()
  const db = new BetterSqlite(path.join(folder, 'assay.db'))
  db.pragma('foreign_keys = off')
  for (const statement of statements) db.exec(statement)
  db.close()
  return folder
}

const map = (from: string, to: string) =>
  `update model set fallback_model_id = (select id from model where wire_id = '${to}') where wire_id = '${from}'`

const invalid: readonly (readonly [string, readonly string[], string, string, RegExp])[] = [
  ['a target that is not there', ["update model set fallback_model_id = 999 where wire_id = 'b'"], 'b', '#999', /no such model/],
  ['a deprecated target', [map('b', 'c'), "update model set status = 'deprecated' where wire_id = 'c'"], 'b', 'lab/c', /deprecated/],
  ['the model itself', [map('b', 'b')], 'b', 'lab/b', /no fallback of itself/],
  ['a circle of two', [map('b', 'c'), map('c', 'b')], 'b', 'lab/c', /circle: lab\/b -> lab\/c -> lab\/b/],
  [
    'a circle of five',
    names.map((name, index) => map(name, names[(index + 1) % names.length] ?? '')),
    'a',
    'lab/b',
    /circle: lab\/a -> lab\/b -> lab\/c -> lab\/d -> lab\/e -> lab\/a/,
  ],
]

describe.each(invalid)('a mapping that an edited file gives, with %s', (_, statements, from, fallback, reason) => {
  const expected = {
    ...{ code: 'FALLBACK_INVALID', model: `lab/${from}`, fallback, isStored: true },
    ...{ reason: expect.stringMatching(reason), models: expect.arrayContaining(['lab/a', 'lab/e']) },
  }

  it('is said in the log of an engine that opens all the same, and nothing runs until it is cleared', async () => {
    const before = await open({ rule: hangs })
    const { id: run } = await before.client.runs.start({ batch, onRestart: 'resend' })
    await before.settled()

    const under = await open({ workspace: edited(before, ...statements), resumesRuns: true, rule: () => answered() })
    expect(told(under)).toMatchObject([{ level: 'error', fields: { model: `lab/${from}`, fallback } }])
    expect(await failureOf(under.client.runs.start({ batch }))).toMatchObject(expected)
    expect(await failureOf(under.client.runs.resume({ run, interrupted: 'resend' }))).toMatchObject(expected)
    expect(await failureOf(under.client.providers.verify({ key: 'lab' as ProviderKey }))).toMatchObject(expected)
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'crash' })
    expect(under.value('select count(*) from run')).toBe(1)
    expect(under.provider.requests).toHaveLength(0)
    const { items } = await under.client.health.doctor()
    expect(items.find(({ name }) => name === 'fallbacks')).toMatchObject({ status: 'failed', detail: expect.stringMatching(reason) })

    await under.client.models.clearFallback({ ref: ref(from) })
    await under.client.runs.resume({ run, interrupted: 'resend' })
    expect(await advanceToRest(under, run)).toBe('finished')
    const after = await under.client.health.doctor()
    expect(after.items.find(({ name }) => name === 'fallbacks')).toMatchObject({ status: 'ok' })
  })
})

describe('a mapping with two pairs that are not valid', () => {
  const broken = async () => {
    const before = await open()
    return await open({ workspace: edited(before, map('a', 'a'), "update model set fallback_model_id = 999 where wire_id = 'b'") })
  }

  it('is mended pair by pair, and runs when the last one is', async () => {
    const under = await broken()
    await under.client.models.setFallback({ ref: ref('a'), fallback: ref('c') })
    expect(await failureOf(under.client.runs.start({ batch }))).toMatchObject({ code: 'FALLBACK_INVALID', model: 'lab/b' })
    await under.client.models.clearFallback({ ref: ref('b') })
    expect(await advanceToRest(under, (await under.client.runs.start({ batch })).id)).toBe('finished')
  })

  it('does not keep other edits from being made, but takes no further pair that is not valid', async () => {
    const under = await broken()
    await under.client.models.setFallback({ ref: ref('d'), fallback: ref('e') })
    expect(await failureOf(under.client.models.setFallback({ ref: ref('e'), fallback: ref('d') }))).toMatchObject({ isStored: false })
    expect(await failureOf(under.client.models.setFallback({ ref: ref('b'), fallback: ref('b') }))).toMatchObject({ isStored: false })
    await under.client.models.deprecate({ ref: ref('c') })
    expect(pairsOf(under)).toEqual(['a -> a', 'd -> e'])
  })
})

describe('a valid mapping', () => {
  it('is said at the start, with its count and its pairs', async () => {
    const first = await open()
    await first.client.models.setFallback({ ref: ref('b'), fallback: ref('c') })
    await first.client.models.setFallback({ ref: ref('a'), fallback: ref('c') })
    const under = await open({ workspace: first.crashed() })
    expect(told(under)).toMatchObject([{ level: 'info', fields: { count: 2, pairs: ['lab/a -> lab/c', 'lab/b -> lab/c'] } }])
    expect(await under.client.models.get({ ref: ref('a') })).toMatchObject({ fallback: 'lab/c' })
  })
})

describe('an edit of the mapping', () => {
  it('that would close a circle is refused, and changes nothing', async () => {
    const under = await open()
    for (const [from, to] of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ] as const)
      await under.client.models.setFallback({ ref: ref(from), fallback: ref(to) })
    const failure = await failureOf(under.client.models.setFallback({ ref: ref('d'), fallback: ref('a') }))
    expect(failure).toMatchObject({ code: 'FALLBACK_INVALID', isStored: false, reason: expect.stringMatching(/circle/) })
    expect(pairsOf(under)).toEqual(['a -> b', 'b -> c', 'c -> d'])
  })

  it('is refused where it is valid alone, but not with one that is being written', async () => {
    const under = await open()
    const both = await Promise.allSettled([
      under.client.models.setFallback({ ref: ref('a'), fallback: ref('b') }),
      under.client.models.setFallback({ ref: ref('b'), fallback: ref('a') }),
      under.client.models.deprecate({ ref: ref('b') }),
    ])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(pairsOf(under)).toEqual(['a -> b'])
  })

  it('is refused to a model that is not there, that is deprecated, and made from a revision that has moved on', async () => {
    const under = await open()
    await under.client.models.deprecate({ ref: ref('e') })
    expect(await failureOf(under.client.models.setFallback({ ref: ref('a'), fallback: ref('f') }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await failureOf(under.client.models.setFallback({ ref: ref('a'), fallback: ref('e') }))).toMatchObject({
      ...{ code: 'FALLBACK_INVALID', model: 'lab/a', fallback: 'lab/e', reason: 'it is deprecated' },
    })
    const { revision } = await under.client.models.setFallback({ ref: ref('a'), fallback: ref('b') })
    expect(await failureOf(under.client.models.clearFallback({ ref: ref('a'), revision: revision - 1 }))).toMatchObject({
      code: 'CONFLICT',
    })
    expect(await under.client.models.clearFallback({ ref: ref('a'), revision })).toMatchObject({ fallback: null })
  })

  it('is audited, all models of a step in one entry', async () => {
    const under = await open()
    await under.client.models.setFallback({ ref: ref('a'), fallback: ref('b') })
    await under.client.models.deprecate({ ref: ref('b'), fallbacks: [{ ref: ref('a'), fallback: ref('c') }] })
    expect(under.rows('select subject, action, user from audit_entry order by id')).toEqual([
      { subject: 'lab/a', action: 'fallback', user: 'ada' },
      { subject: 'lab/b', action: 'deprecate', user: 'ada' },
    ])
    expect(under.rows('select subject from audit_change where entry_id = 2 order by ordinal')).toEqual([
      { subject: 'lab/b' },
      { subject: 'lab/a' },
    ])
  })
})

describe('a model that others fall back to', () => {
  it('is deprecated only in one step with the mappings that name it', async () => {
    const under = await open()
    await under.client.models.setFallback({ ref: ref('a'), fallback: ref('c') })
    await under.client.models.setFallback({ ref: ref('b'), fallback: ref('c') })
    const partly = [{ ref: ref('a'), fallback: null }]
    expect(await failureOf(under.client.models.deprecate({ ref: ref('c'), fallbacks: partly }))).toMatchObject({ model: 'lab/b' })
    expect(pairsOf(under)).toEqual(['a -> c', 'b -> c'])
    await under.client.models.deprecate({ ref: ref('c'), fallbacks: [...partly, { ref: ref('b'), fallback: ref('d') }] })
    expect(pairsOf(under)).toEqual(['b -> d'])
  })

  it('keeps its provider from being removed', async () => {
    const under = await openEngine({ providers: [...providers, { key: 'spare', models: [{ wireId: 'x' }] }] })
    await under.client.models.setFallback({ ref: ref('a'), fallback: 'spare/x' as ModelRef })
    expect(await failureOf(under.client.providers.remove({ key: 'spare' as ProviderKey }))).toMatchObject({
      code: 'CONFLICT',
      reason: 'in_use',
    })
  })
})
