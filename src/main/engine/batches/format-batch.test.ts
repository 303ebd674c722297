import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import { AppError } from '#engine/failure'
import { formatBatch } from './format-batch.ts'
import { readBatch } from './read-batch.ts'

const file = '/probes/capitals.yaml'
const read = (text: string) => readBatch({ text, file })
const format = (batch: object) => formatBatch({ batch: Batch.parse(batch), file })

/** What makes YAML quote, fold, indent or take a word for something else. */
const tricky = fc.constantFrom(
  ...[
    '- a',
    'a: b',
    'a #b',
    '"',
    "'",
    'null',
    '~',
    'yes',
    '1.50',
    '0x1f',
    '1e3',
    '.inf',
    '<<',
    '!a',
    '&a',
    '*a',
    '|',
    '>',
    '%',
    '@',
    '`',
    '{',
    '[',
    ',',
    '?',
  ],
  ...[
    ' a',
    'a ',
    'a\n',
    '\na',
    'a\n\n b\n',
    'a\r\nb',
    '\t',
    '\u0085',
    '\u2028',
    '\u001b[31m',
    '\u009b31m',
    '\ufeff',
    '---',
    '...',
    '\\{{x}}',
    'é😀',
  ],
)
const text = fc
  .oneof(
    fc.string({ minLength: 1 }),
    tricky,
    fc.tuple(tricky, tricky).map((parts) => parts.join('')),
  )
  .filter((value) => !value.includes('{{'))
const key = text.filter((name) => name !== '__proto__')
const number = fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => (value === 0 ? 0 : value))
const row = fc.dictionary(key, fc.oneof(text, fc.constant(''), number, fc.boolean(), fc.constant(null)))
const parameters = fc.record(
  {
    temperature: fc.constantFrom(0, 0.7, 2),
    maxOutputTokens: fc.integer({ min: 1, max: 1_000_000 }),
    stopSequences: fc.array(text, { minLength: 1, maxLength: 4 }),
    reasoningEffort: fc.constantFrom('none' as const, 'high' as const),
    serviceTier: fc.constantFrom('flex', '1', 'true'),
    stream: fc.boolean(),
  },
  { requiredKeys: [] },
)
const ref = fc.stringMatching(/^[a-z]{1,8}\/[a-z0-9:._-]{1,40}$/)
const batches = fc
  .record(
    {
      name: text.filter((name) => name.length <= 200),
      asked: fc.oneof(
        text.map((prompt) => ({ prompt })),
        fc
          .array(fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), content: text }), { minLength: 1, maxLength: 3 })
          .map((messages) => ({ messages })),
      ),
      dataset: fc.oneof(
        fc.constantFrom('/probes/a.csv', '/probes/data/b.jsonl', '/elsewhere/c.csv'),
        fc.array(row, { minLength: 1, maxLength: 4 }),
      ),
      models: fc.uniqueArray(fc.oneof(ref, fc.constant('defaults')), { minLength: 1, maxLength: 12 }),
      own: parameters,
      samples: fc.integer({ min: 1, max: 100_000 }),
      parameters,
      budgetUsd: fc.constantFrom('1.50', '0', '12', '0.000000001'),
      allowFallback: fc.boolean(),
      allowDeprecated: fc.boolean(),
      allowUnpriced: fc.boolean(),
      maxParallel: fc.integer({ min: 1, max: 10_000 }),
      maxWaitMs: fc.oneof(fc.constant(null), fc.nat()),
    },
    { requiredKeys: ['name', 'asked', 'models', 'own'] },
  )
  .map(({ asked, own, models, ...rest }) => ({
    ...rest,
    ...asked,
    models: models.map((model, at) => (at % 3 === 1 && model !== 'defaults' ? { ref: model, parameters: own } : model)),
  }))

describe('formatBatch', () => {
  test.prop([batches], { numRuns: 400 })('gives what readBatch reads as the same batch', (given) => {
    const batch = Batch.parse(given)
    const written = formatBatch({ batch, file })
    expect(read(written)).toEqual(batch)
    expect(readBatch({ text: formatBatch({ batch }), file: '/anywhere/else.yaml' })).toEqual(batch)
    expect(written).not.toMatch(/(?![\n\t])\p{Cc}/u)
  })

  it('writes as a person would, and leaves out what holds anyway', () => {
    const written = format({
      name: 'capitals',
      prompt: 'What is the capital of {{country}}?',
      dataset: '/probes/countries.csv',
      models: ['openai/gpt-5-mini', 'defaults'],
      samples: 3,
      parameters: { temperature: 0, maxOutputTokens: 200, seed: 7, stream: false },
      budgetUsd: '1.50',
    })
    expect(written).toBe(
      [
        'name: capitals',
        'prompt: What is the capital of {{country}}?',
        'dataset: countries.csv',
        'models: [ openai/gpt-5-mini, defaults ]',
        'samples: 3',
        'parameters: { temperature: 0, maxOutputTokens: 200, seed: 7, stream: false }',
        'budgetUsd: "1.50"',
        '',
      ].join('\n'),
    )
  })

  it('gives each row, message and model with parameters a line, and text its lines', () => {
    const long = 'Water boils at a lower temperature on a mountain, because the air presses on it less than by the sea.'
    expect(
      format({
        name: 'rewrite',
        messages: [{ role: 'user', content: 'Rewrite this for {{reader}}:\n\n{{text}}\n' }],
        dataset: [
          { reader: 'a child', text: 'Water boils.' },
          { reader: 'a cook', text: long },
        ],
        models: ['a/one', { ref: 'a/two', parameters: { stopSequences: ['END'] } }],
      }).split('\n'),
    ).toEqual([
      'name: rewrite',
      'messages:',
      '  - role: user',
      '    content: |',
      '      Rewrite this for {{reader}}:',
      '',
      '      {{text}}',
      'dataset:',
      '  - { reader: a child, text: Water boils. }',
      '  - reader: a cook',
      `    text: ${long}`,
      'models:',
      '  - a/one',
      '  - { ref: a/two, parameters: { stopSequences: [ END ] } }',
      '',
    ])
  })

  it('names a dataset elsewhere by its whole path', () => {
    const batch = { name: 'x', prompt: 'hi', models: ['a/b'] }
    expect(format({ ...batch, dataset: '/elsewhere/c.csv' })).toContain('dataset: /elsewhere/c.csv\n')
    expect(format({ ...batch, dataset: '/probes2/c.csv' })).toContain('dataset: /probes2/c.csv\n')
    expect(format({ ...batch, dataset: '/probes/..c/c.csv' })).toContain('dataset: ..c/c.csv\n')
  })

  it('refuses what no batch file may hold', () => {
    const dataset = Array.from({ length: 70_000 }, (_, n) => ({ x: `row ${n}` }))
    expect(() => format({ name: 'x', prompt: '{{x}}', models: ['a/b'], dataset })).toThrow(AppError)
  })
})
