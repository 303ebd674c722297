import { strToU8, zipSync } from 'fflate'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { missingCatalog } from '../../src/main/engine/suites/missing-catalog.ts'
import { ownOf, read, refusal, rowsOf } from './read.ts'

const none = { calls: 0, nanoUsd: 0 }
const coverage = { none, reported: none, computed: { calls: 4, nanoUsd: 5 }, estimated: none, maybe_billed: none, unknown: none }
const head = {
  format: 'assay-run',
  version: 1,
  name: 'capitals',
  madeAtMs: 1_700_000_000_000,
  batch: {
    name: 'capitals',
    prompt: 'Capital of {{country}}?',
    models: ['lab/one', { ref: 'lab/two', parameters: { temperature: 0 } }],
    checks: [{ type: 'is-json' }],
  },
  summary: {
    probes: 4,
    passed: 3,
    failed: 1,
    cost: { nanoUsd: 5, upperNanoUsd: 0, coverage },
  },
}
const catalog = {
  assay: 1,
  providers: {
    lab: {
      name: 'Lab',
      kind: 'openai-compatible',
      credential: 'env:LAB_API_KEY',
      pools: { default: { maxParallel: 2 }, slow: {} },
      models: { one: {}, two: { pool: 'slow' } },
    },
    ours: { name: 'Ours', kind: 'openai', models: { known: {} } },
  },
  settings: { maxAttempts: 1 },
}
const rows = '{"country":"France"}\n{"country":"Italy","__checks":"[{\\"type\\":\\"contains\\",\\"value\\":\\"Rome\\"}]"}\n'

function zipped(files: Readonly<Record<string, string>>): string {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))).toString('base64')
}

const whole = {
  'assay-run.json': JSON.stringify(head),
  'rows.jsonl': rows,
  'catalog.json': JSON.stringify(catalog),
  'results.jsonl': '{}\n',
}
const ofPackage = (files: Readonly<Record<string, string>>) => ({ text: undefined, base64: zipped(files) })

describe('a package', () => {
  it('is the batch of a run with its rows, where it comes from, and its catalog', async () => {
    const suite = await read('capitals.zip', '', ofPackage(whole))
    expect([suite.format, suite.prompts, suite.checks, suite.batch.name, suite.batch.models]).toEqual([
      'package',
      2,
      2,
      'capitals',
      head.batch.models,
    ])
    expect(rowsOf(suite)[0]).toEqual({ country: 'France' })
    expect(ownOf(rowsOf(suite)[1]).checks).toEqual([{ type: 'contains', value: 'Rome' }])
    expect(suite.models.map(({ name }) => name)).toEqual(['lab/one', 'lab/two'])
    expect(suite.package?.origin).toEqual({ name: 'capitals', atMs: head.madeAtMs, ...head.summary })
    expect(JSON.parse(suite.package?.catalog ?? '')).toEqual(catalog)
  })

  it.each([
    [
      'of another version',
      { ...whole, 'assay-run.json': JSON.stringify({ ...head, version: 2 }) },
      '- version: it is a package of version 2, and this Assay reads version 1: take a newer one',
    ],
    ['that lacks its rows', { 'assay-run.json': JSON.stringify(head) }, '- : this is no package of a run: rows.jsonl is missing'],
    ['that leads out of itself', { ...whole, '../evil': 'x' }, '- : it names a path out of itself: "../evil"'],
    [
      'that unpacks to much more than it is',
      { ...whole, bomb: ' '.repeat(20 * 2 ** 20) },
      '- : "bomb" unpacks to more than 400 times its size',
    ],
    ['of many files', Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, ''])), '- : it holds more than 50 files'],
    [
      'whose rows are none',
      { ...whole, 'rows.jsonl': '{"__checks":"[{}]"}\n' },
      '1 __checks: expected what a run has written, as JSON, got "[{}]"',
    ],
    ['whose head is none', { ...whole, 'assay-run.json': '{' }, '- : assay-run.json is no valid JSON'],
  ])('%s is refused', async (_, files, message) => {
    expect(await refusal('capitals.zip', '', ofPackage(files))).toEqual([message])
  })

  it('that is no ZIP is refused', async () => {
    const base64 = Buffer.from('PK\u0003\u0004 nothing').toString('base64')
    expect((await refusal('capitals.zip', '', { text: undefined, base64 })).join()).toContain('this is no package that can be read')
  })

  it('brings of its catalog what is not here, without settings, and without the key’s place of a provider that is', () => {
    const known = {
      findModel: (ref: string) => (ref === 'lab/one' || ref === 'ours/known' ? {} : undefined),
      findProvider: (key: string) => (key === 'elsewhere' ? undefined : {}),
    }
    expect(JSON.parse(missingCatalog(JSON.stringify(catalog), known) ?? '')).toEqual({
      assay: 1,
      providers: { lab: { name: 'Lab', kind: 'openai-compatible', pools: { slow: {} }, models: { two: { pool: 'slow' } } } },
    })
    expect(missingCatalog(JSON.stringify(catalog), { findModel: () => ({}), findProvider: () => ({}) })).toBeNull()
    expect(missingCatalog('{', known)).toBeNull()
  })
})

describe('rows of Parquet', () => {
  it('are rows as any', async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: 'question', data: ['How many?', 'Who?'], type: 'STRING' },
        { name: 'answer', data: ['7', 'Ada'], type: 'STRING' },
        { name: 'big', data: [1n, 2n ** 60n], type: 'INT64' },
        { name: 'since', data: [new Date(0), new Date(1000)], type: 'TIMESTAMP' },
        { name: 'tags', data: [{ of: ['a'] }, { of: [] }], type: 'JSON' },
      ],
    })
    const suite = await read('qa.parquet', '', { text: undefined, base64: Buffer.from(file).toString('base64') })
    expect(suite.batch.prompt).toBe('{{question}}')
    expect(rowsOf(suite)).toEqual([
      { big: 1, since: '1970-01-01T00:00:00.000Z', tags: '{"of":["a"]}', question: 'How many?', answer: '7' },
      { big: '1152921504606846976', since: '1970-01-01T00:00:01.000Z', tags: '{"of":[]}', question: 'Who?', answer: 'Ada' },
    ])
  })

  it('that are none are refused', async () => {
    const base64 = Buffer.from('PAR1 nothing PAR1').toString('base64')
    expect((await refusal('qa.parquet', '', { text: undefined, base64 })).join()).toContain('this is no Parquet file that can be read')
  })
})
