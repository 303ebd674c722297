import { test as property } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import { emptyDraft, noParameters } from './draft.ts'
import { draftOfBatch } from './draft-of-batch.ts'
import { draftParameters, plainParameters } from './draft-parameters.ts'
import { missingOf } from './missing.ts'
import { plainBatch } from './plain-batch.ts'

const text = fc.string({ minLength: 1, maxLength: 20 })
const parameters = fc.record(
  {
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    topP: fc.double({ min: 0, max: 1, noNaN: true }),
    maxOutputTokens: fc.integer({ min: 1, max: 1_000_000 }),
    seed: fc.nat(2_147_483_647),
    stopSequences: fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', '\\', '\n', 'n', ' ') }), { minLength: 1, maxLength: 4 }),
    reasoningEffort: fc.constantFrom('none', 'low', 'high'),
    serviceTier: fc.constantFrom('flex', 'priority'),
    stream: fc.boolean(),
  },
  { requiredKeys: [] },
)
const cell = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
const finite = fc.double({ min: 0, max: 1000, noNaN: true }).map((value) => value + 0)
const share = fc.integer({ min: 0, max: 10_000 }).map((parts) => parts / 10_000)
const expected = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('{{a}}', 'Korea, Republic of', '7', ' x ', '"', 'a\nb', 'null'))
const comparison = { trim: fc.boolean(), ignoreCase: fc.boolean() }
const common = fc.record({ name: fc.constantFrom('named', 'a b'), negate: fc.boolean(), weight: finite }, { requiredKeys: [] })
const checkOf = (type: string, own: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.tuple(fc.record(own), common).map(([fields, shared]) => ({ type, ...fields, ...shared }))
const leaf = fc.oneof(
  checkOf('equals', { value: fc.oneof(expected, fc.constant('')), ...comparison }),
  checkOf('contains', { value: expected }),
  checkOf('icontains', { value: expected }),
  checkOf('starts-with', { value: expected, ...comparison }),
  checkOf('regex', { pattern: expected, flags: fc.constantFrom('', 'i', 'msu') }),
  checkOf('is-json', {}),
  checkOf('json-schema', { schema: fc.constantFrom({}, { type: 'object', properties: { a: { enum: [1, null, 'x'] } } }) }),
  checkOf('one-of', { values: fc.array(fc.oneof(expected, fc.constant('')), { minLength: 1 }), ...comparison }),
  checkOf('numeric', {
    value: fc.oneof(finite, fc.constantFrom('{{a}}', '1,000')),
    ...{ tolerance: finite, relative: fc.boolean(), number: fc.constantFrom('last', 'first', 'only') },
  }),
  checkOf('max-cost', { usd: fc.constantFrom('0', '0.01') }),
  checkOf('max-latency', { ms: finite }),
  checkOf('rubric', { rubric: expected }),
  checkOf('rubric', { rubric: expected, minScore: share }),
)
const group = fc.constantFrom('all', 'any').chain((type) => checkOf(type, { checks: fc.array(leaf, { minLength: 1, maxLength: 3 }) }))
const value = fc.oneof(
  expected,
  cell.map((one) => (Object.is(one, -0) ? 0 : one)),
)
const dimensions = fc.dictionary(fc.constantFrom('country', 'my tone', 'x.y'), fc.array(value, { minLength: 1, maxLength: 5 }), {
  minKeys: 1,
  noNullPrototype: true,
})
const seed = fc.nat(2_147_483_647)
const scenarios = fc.oneof(
  fc.record({ dimensions, mode: fc.constantFrom('grid', 'zip'), seed }),
  fc.record({ dimensions, mode: fc.constant('sample'), seed, count: fc.integer({ min: 1, max: 100 }) }),
)
const model = fc.constantFrom('openai/gpt-5-mini', 'simulator/swift')
const batch = fc
  .record(
    {
      name: fc.constantFrom('capitals', 'a b'),
      prompt: text,
      messages: fc.array(fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), content: fc.string() }), { minLength: 1 }),
      dataset: fc.oneof(
        fc.constantFrom('/a/b.csv'),
        fc.array(fc.dictionary(fc.constantFrom('a', 'b', '__checks'), cell, { noNullPrototype: true }), { minLength: 1 }),
      ),
      models: fc.array(fc.oneof(model, fc.constant('defaults'), fc.record({ ref: model, parameters })), { minLength: 1 }),
      scenarios,
      turns: fc.array(text, { minLength: 1, maxLength: 4 }),
      checks: fc.array(fc.oneof(leaf, group), { maxLength: 5 }),
      passWhen: fc.oneof(fc.constantFrom('all', 'any'), share),
      samples: fc.integer({ min: 1, max: 100_000 }),
      parameters,
      budgetUsd: fc.constantFrom('0', '1.50', '0.000000001'),
      allowFallback: fc.boolean(),
      allowDeprecated: fc.boolean(),
      allowUnpriced: fc.boolean(),
      cache: fc.boolean(),
      maxParallel: fc.integer({ min: 1, max: 10_000 }),
      maxWaitMs: fc.option(fc.nat()),
    },
    { requiredKeys: ['name', 'models'] },
  )
  .map(({ prompt, messages, passWhen, ...rest }) =>
    Batch.parse({
      ...rest,
      ...((rest.checks ?? []).length === 0 ? {} : { passWhen }),
      ...(messages === undefined ? { prompt: prompt ?? 'Hi' } : { messages }),
    }),
  )

describe('a batch and the form', () => {
  it('say the same of rows that bring their own messages, whose columns are not shown', () => {
    const given = Batch.parse({ name: 'a', dataset: [{ b: 1, __messages: '[]', __checks: '[]' }], models: ['defaults'] })
    const draft = draftOfBatch(given)
    expect(draft.rows.columns).toEqual(['b'])
    expect(Batch.parse(plainBatch(draft))).toEqual(given)
    expect(missingOf(draft)).toEqual([])
  })

  property.prop([batch])('of which either can be turned into the other say the same', (given) => {
    expect(Batch.parse(plainBatch(draftOfBatch(given)))).toEqual(given)
  })

  it('leaves what is no number as it was typed', () => {
    const draft = {
      ...emptyDraft,
      name: ' x ',
      samples: 'lots',
      maxWaitMs: '1e3',
      parameters: { ...noParameters, seed: ' 7 ', topP: '0,5' },
    }
    expect(plainBatch(draft)).toMatchObject({ name: 'x', samples: 'lots', maxWaitMs: 1000, parameters: { seed: 7, topP: '0,5' } })
  })

  it('leaves out what is not said', () => {
    expect(plainBatch({ ...emptyDraft, samples: '' })).toEqual({ name: '', prompt: '', models: [] })
  })

  it('takes an amount with or without its sign', () => {
    expect(plainBatch({ ...emptyDraft, budgetUsd: '$ 1.50' })).toMatchObject({ budgetUsd: '1.50' })
  })

  it('keeps the prompt while a conversation is sent, and the other way round', () => {
    const both = { ...emptyDraft, prompt: 'Hi', messages: [{ id: 4, role: 'user' as const, content: 'Ho' }] }
    expect(plainBatch({ ...both, promptKind: 'messages' })).toMatchObject({ messages: [{ role: 'user', content: 'Ho' }] })
    expect(plainBatch({ ...both, promptKind: 'messages' })).not.toHaveProperty('prompt')
    expect(plainBatch(both)).not.toHaveProperty('messages')
  })

  it('gives no more rows than are asked for', () => {
    const rows = { columns: ['a'], rows: [{ a: 1 }, { a: 2 }, { a: 3 }] }
    expect(plainBatch({ ...emptyDraft, datasetKind: 'rows', rows }, 2)['dataset']).toEqual([{ a: 1 }, { a: 2 }])
  })

  it('writes a line end within a stop sequence as two characters', () => {
    const draft = draftParameters({ stopSequences: ['\n\n', 'END', 'a\\n'] })
    expect(draft.stopSequences).toBe('\\n\\n\nEND\na\\\\n')
    expect(plainParameters(draft)).toEqual({ stopSequences: ['\n\n', 'END', 'a\\n'] })
  })
})
