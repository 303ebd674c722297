import { describe, expect, it } from 'vitest'
import type { Variables } from '#contract/batch'
import { Check, type PassWhen } from '#contract/check'
import { createEvaluate, type Judgement } from './evaluate.ts'
import type { Facts } from './measures.ts'

const evaluate = createEvaluate()
const facts: Facts = { costNanoUsd: 1_000_000, costUpperNanoUsd: 0, durationMs: 1200 }

interface Case {
  readonly variables?: Variables
  readonly passWhen?: PassWhen
  readonly facts?: Facts
  readonly judgements?: Readonly<Record<string, Judgement>>
}

function asked(answer: string, checks: readonly (typeof Check._zod.input)[], given: Case = {}) {
  return evaluate({
    answer,
    variables: given.variables ?? {},
    facts: given.facts ?? facts,
    checks: checks.map((check) => Check.parse(check)),
    passWhen: given.passWhen ?? 'all',
    judgements: given.judgements,
  })
}

function verdict(answer: string, check: typeof Check._zod.input, given: Case = {}) {
  return asked(answer, [check], given)?.outcome.verdict
}

function reason(answer: string, check: typeof Check._zod.input, given: Case = {}) {
  return asked(answer, [check], given)?.outcome.checks[0]?.reason
}

describe('checks, one by one', () => {
  it.each<[string, typeof Check._zod.input, string, string]>([
    ['equals', { type: 'equals', value: 'Paris' }, ' Paris\n', 'pass'],
    ['equals, white space counting', { type: 'equals', value: 'Paris', trim: false }, 'Paris\n', 'fail'],
    ['equals, capitals counting', { type: 'equals', value: 'Paris' }, 'paris', 'fail'],
    ['equals in any case', { type: 'equals', value: 'PÁRIS', ignoreCase: true }, 'pa\u0301ris', 'pass'],
    ['contains', { type: 'contains', value: 'aris' }, 'It is Paris.', 'pass'],
    ['contains, capitals counting', { type: 'contains', value: 'paris' }, 'It is Paris.', 'fail'],
    ['icontains', { type: 'icontains', value: 'PARIS' }, 'It is Paris.', 'pass'],
    ['starts-with', { type: 'starts-with', value: 'It' }, '  It is Paris.', 'pass'],
    ['starts-with, white space counting', { type: 'starts-with', value: 'It', trim: false }, '  It', 'fail'],
    ['regex', { type: 'regex', pattern: '^par.s$', flags: 'im' }, 'x\nParis\ny', 'pass'],
    ['regex without a match', { type: 'regex', pattern: '^par.s$' }, 'Paris', 'fail'],
    ['regex that is none', { type: 'regex', pattern: '(' }, 'Paris', 'error'],
    ['is-json', { type: 'is-json' }, ' {"a": [1, 2]} ', 'pass'],
    ['is-json in a fence', { type: 'is-json' }, '```json\n{}\n```', 'fail'],
    ['one-of', { type: 'one-of', values: ['yes', 'no'] }, 'no ', 'pass'],
    ['one-of another', { type: 'one-of', values: ['yes', 'no'] }, 'maybe', 'fail'],
    ['numeric', { type: 'numeric', value: 42 }, 'So it is 42.', 'pass'],
    ['numeric, the last', { type: 'numeric', value: 7 }, '3 and 4 make 7', 'pass'],
    ['numeric, the first', { type: 'numeric', value: 3, number: 'first' }, '3 and 4 make 7', 'pass'],
    ['numeric, only one allowed', { type: 'numeric', value: 7, number: 'only' }, '3 and 4 make 7', 'fail'],
    ['numeric within', { type: 'numeric', value: 0.2, tolerance: 0.1 }, '0.3', 'pass'],
    ['numeric not within', { type: 'numeric', value: 0.2, tolerance: 0.1 }, '0.3001', 'fail'],
    ['numeric within a share', { type: 'numeric', value: -200, tolerance: 0.1, relative: true }, '-219', 'pass'],
    ['numeric without any', { type: 'numeric', value: 1 }, 'one', 'fail'],
    ['max-cost', { type: 'max-cost', usd: '0.001' }, '', 'pass'],
    ['max-cost above', { type: 'max-cost', usd: '0.0009' }, '', 'fail'],
    ['max-latency', { type: 'max-latency', ms: 1200 }, '', 'pass'],
    ['max-latency above', { type: 'max-latency', ms: 1199 }, '', 'fail'],
    ['rubric without a judge', { type: 'rubric', rubric: 'It is kind.' }, '', 'error'],
  ])('%s', (_, check, answer, expected) => {
    expect(verdict(answer, check)).toBe(expected)
    const turned = expected === 'error' ? 'error' : expected === 'pass' ? 'fail' : 'pass'
    expect(verdict(answer, { ...check, negate: true })).toBe(turned)
  })

  it('holds JSON against a schema of either draft, with formats', () => {
    const schema = { type: 'object', required: ['at'], properties: { at: { type: 'string', format: 'date' } } }
    const seventh = { ...schema, $schema: 'http://json-schema.org/draft-07/schema#' }
    const latest = { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ type: 'integer' }] }
    for (const each of [schema, seventh]) {
      expect(verdict('{"at": "2026-11-22"}', { type: 'json-schema', schema: each })).toBe('pass')
      expect(reason('{"at": "22.11.2026"}', { type: 'json-schema', schema: each })).toContain('/at must match format "date"')
      expect(verdict('no JSON', { type: 'json-schema', schema: each })).toBe('fail')
    }
    expect(verdict('["x"]', { type: 'json-schema', schema: latest })).toBe('fail')
  })

  it('decides nothing by a schema that cannot be used, or that it would have to fetch', () => {
    expect(reason('{}', { type: 'json-schema', schema: { type: 'nothing' } })).toContain('the schema cannot be used')
    expect(verdict('{}', { type: 'json-schema', schema: { $ref: 'https://example.org/a.json' } })).toBe('error')
    expect(verdict('{}', { type: 'json-schema', schema: { $schema: 'http://json-schema.org/draft-04/schema#' } })).toBe('error')
  })

  it('gives up an expression that takes for ever, which then decides nothing', () => {
    const endless = `${'a'.repeat(40)}!`
    expect(reason(endless, { type: 'regex', pattern: '^(a+)+$' })).toBe('/^(a+)+$/ took longer than 100 ms and was given up')
    expect(verdict(endless, { type: 'regex', pattern: '^(a+)+$', negate: true })).toBe('error')
    const schema = { type: 'string', pattern: '^(a+)+$' }
    expect(verdict(JSON.stringify(endless), { type: 'json-schema', schema })).toBe('error')
    expect(verdict('aaa', { type: 'regex', pattern: '^(a+)+$' })).toBe('pass')
  })

  it('fills in what the row holds: null as empty text, values in an expression as they stand', () => {
    const variables = { capital: 'Paris', none: null, n: 12.5, dots: '1.5' }
    expect(verdict('Paris', { type: 'equals', value: '{{capital}}{{none}}' }, { variables })).toBe('pass')
    expect(verdict('12.50', { type: 'numeric', value: '{{n}}' }, { variables })).toBe('pass')
    expect(verdict('1x5', { type: 'regex', pattern: '^{{dots}}$' }, { variables })).toBe('fail')
    expect(verdict('{{capital}}', { type: 'contains', value: '\\{{capital}}' }, { variables })).toBe('pass')
    expect(reason('x', { type: 'equals', value: '{{capitol}}' }, { variables })).toBe('no column of its row fills {{capitol}}')
    expect(reason('x', { type: 'numeric', value: '{{capital}}' }, { variables })).toBe('"Paris" is no number to compare with')
  })

  it('says of a cost that is not known for sure only what holds either way', () => {
    const unsure = { costNanoUsd: 1_000_000, costUpperNanoUsd: 500_000, durationMs: null }
    expect(verdict('', { type: 'max-cost', usd: '0.0015' }, { facts: unsure })).toBe('pass')
    expect(reason('', { type: 'max-cost', usd: '0.0012' }, { facts: unsure })).toBe(
      'what its calls cost is not known for sure: $0.001, or up to $0.0015',
    )
    expect(verdict('', { type: 'max-cost', usd: '0.0009' }, { facts: unsure })).toBe('fail')
    const unknown = { ...unsure, costUpperNanoUsd: null }
    expect(verdict('', { type: 'max-cost', usd: '9' }, { facts: unknown })).toBe('error')
    expect(verdict('', { type: 'max-latency', ms: 9 }, { facts: unknown })).toBe('error')
  })

  it('says what was expected and what was found, in at most 500 characters', () => {
    expect(reason('Lyon', { type: 'contains', value: 'Paris' })).toBe('expected "Paris" in the answer, found "Lyon"')
    expect(reason('Paris', { type: 'contains', value: 'Paris', negate: true })).toBe('expected otherwise: the answer has "Paris" in it')
    expect(reason('Paris', { type: 'contains', value: 'Paris' })).toBeNull()
    const long = reason('x'.repeat(9000), { type: 'one-of', values: Array.from({ length: 900 }, (_, n) => `${'y'.repeat(99)}${n}`) })
    expect(long?.length).toBeLessThanOrEqual(500)
  })
})

describe('checks together', () => {
  const yes = { type: 'contains', value: 'a' } as const
  const no = { type: 'contains', value: 'z' } as const
  const unsure = { type: 'regex', pattern: '(' } as const

  it('pass when all do, when any does, or by the share that does', () => {
    expect(asked('a', [yes, no])?.outcome).toMatchObject({ verdict: 'fail', score: 0.5 })
    expect(asked('a', [yes, no], { passWhen: 'any' })?.outcome.verdict).toBe('pass')
    expect(asked('a', [{ ...yes, weight: 2 }, no], { passWhen: 0.6 })?.outcome).toMatchObject({ verdict: 'pass', score: 2 / 3 })
    expect(asked('a', [{ ...yes, weight: 0 }], { passWhen: 0.6 })?.outcome).toMatchObject({ verdict: 'pass', score: null })
  })

  it('of a share are undecided only where what is undecided matters', () => {
    expect(asked('a', [yes, unsure], { passWhen: 0.5 })?.outcome.verdict).toBe('pass')
    expect(asked('a', [yes, unsure], { passWhen: 0.6 })?.outcome.verdict).toBe('error')
    expect(asked('a', [no, unsure], { passWhen: 0.6 })?.outcome.verdict).toBe('fail')
  })

  it('stand in groups, which may be negated, too', () => {
    const group = (type: 'all' | 'any', negate = false) => ({ type, checks: [yes, no], negate })
    expect(verdict('a', group('all'))).toBe('fail')
    expect(verdict('a', group('any'))).toBe('pass')
    expect(verdict('a', group('any', true))).toBe('fail')
    expect(reason('a', group('all'))).toBe('contains "z": expected "z" in the answer, found "a"')
    expect(asked('a', [group('all')])?.outcome.checks[0]?.checks).toMatchObject([{ verdict: 'pass' }, { verdict: 'fail' }])
  })

  it('of a row come after those of the batch, and its passWhen wins', () => {
    const own = (value: unknown) => ({ variables: { __checks: JSON.stringify(value) } })
    expect(asked('a', [yes], own([no]))?.outcome).toMatchObject({ verdict: 'fail', checks: [{}, { label: 'contains' }] })
    expect(asked('a', [yes], own({ checks: [no], passWhen: 'any' }))?.outcome.verdict).toBe('pass')
    expect(asked('a', [], own([]))).toBeUndefined()
    expect(asked('a', [yes], own([{ type: 'contains' }]))?.outcome.checks[0]?.reason).toMatch(/^__checks\.?/)
    expect(asked('a', [yes], { variables: { __checks: '[' } })?.outcome).toMatchObject({ verdict: 'error', checks: [{ type: 'row' }] })
  })

  it('ask for the judgements they are without, filled in, and take those that are there', () => {
    const rubric = { type: 'rubric', rubric: 'It names {{capital}}.', minScore: 0.5 } as const
    const variables = { capital: 'Paris' }
    expect(asked('a', [yes, { type: 'all', checks: [rubric] }], { variables })?.rubrics).toEqual([
      { place: '1.0', rubric: 'It names Paris.', minScore: 0.5 },
    ])
    const judge = { model: 'alpha/one' as never, call: null }
    const judgements = { '0': { verdict: 'pass', score: 0.8, reason: 'It does.', judge } } as const
    expect(asked('a', [rubric], { variables, judgements })).toMatchObject({
      outcome: { verdict: 'pass', checks: [{ score: 0.8, reason: 'It does.', judge }] },
      rubrics: [],
    })
  })
})
