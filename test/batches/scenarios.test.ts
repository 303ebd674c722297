import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { Batch, type Variables } from '../../src/contract/batch.ts'
import { formatBatch, previewBatch, promptExcerpt, readBatch, readPrompts, renderMessages } from '../../src/main/engine/batches/index.ts'
import { AppError } from '../../src/main/engine/failure/index.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const batch = (fields: object) => Batch.parse({ name: 'x', models: ['a/b'], ...fields })

async function rowsOf(fields: object): Promise<Variables[]> {
  const rows: Variables[] = []
  for await (const { variables } of readPrompts(batch(fields))) rows.push(variables)
  return rows
}

async function refusal(fields: object): Promise<readonly { path: string; line?: number | undefined; message: string }[]> {
  const error = await rowsOf(fields).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  return error instanceof AppError && error.failure.code === 'INVALID_INPUT' ? error.failure.issues : []
}

describe('scenarios', () => {
  it('fill the variables of a prompt without a dataset', async () => {
    const rows = await rowsOf({
      prompt: 'Greet in {{language}}, {{tone}}.',
      scenarios: { dimensions: { language: ['fr', 'ja'], tone: ['formal'] } },
    })
    expect(rows).toEqual([
      { language: 'fr', tone: 'formal' },
      { language: 'ja', tone: 'formal' },
    ])
  })

  it('stand with each row of a dataset', async () => {
    const rows = await rowsOf({ prompt: '{{a}}{{b}}', dataset: [{ a: 1 }, { a: 2 }], scenarios: { dimensions: { b: ['x', 'y'] } } })
    expect(rows.map(({ a, b }) => `${a}${b}`)).toEqual(['1x', '1y', '2x', '2y'])
  })

  it('are refused where a dimension is a column, too, and where a variable is in neither', async () => {
    const crossed = { prompt: '{{a}}', dataset: [{ a: 1 }], scenarios: { dimensions: { a: ['x'] } } }
    expect((await refusal(crossed))[0]).toMatchObject({ path: 'dataset[0].a', message: expect.stringContaining('rename one of them') })
    expect((await refusal({ prompt: '{{z}}', scenarios: { dimensions: { a: [1] } } }))[0]).toMatchObject({ path: 'prompt' })
  })

  it('are read, refused with their line, and written again', async () => {
    const text = 'name: x\nprompt: "{{c}}"\nscenarios:\n  dimensions: { c: [1, 2, 3] }\n  mode: sample\n  count: 2\nmodels: [a/b]\n'
    const read = await readBatch({ text, file: '/probes/x.yaml' })
    expect(await readBatch({ text: await formatBatch({ batch: read }), file: '/probes/x.yaml' })).toEqual(read)
    await expect(readBatch({ text: text.replace('count: 2', 'count: 4'), file: '/x.yaml' })).rejects.toMatchObject({
      failure: { issues: [{ path: 'scenarios.count', line: 6 }] },
    })
    await expect(readBatch({ text: text.replace('sample', 'smaple'), file: '/x.yaml' })).rejects.toMatchObject({
      failure: { issues: [{ path: 'scenarios.mode', line: 5, suggestion: 'sample' }] },
    })
  })
})

describe('a row that brings its own', () => {
  const own = {
    __messages: JSON.stringify([
      { role: 'system', content: 'Be {{brief}}' },
      { role: 'user', content: 'Hi' },
    ]),
    id: 'q1',
  }

  it('messages is asked by them, as they are', async () => {
    const [row = {}] = await rowsOf({ dataset: [own] })
    expect(renderMessages([], row)).toEqual([
      { role: 'system', content: 'Be {{brief}}' },
      { role: 'user', content: 'Hi' },
    ])
    expect(promptExcerpt([], row)).toBe('Hi')
  })

  it('messages needs no value for the template, but for what is checked', async () => {
    expect(await rowsOf({ prompt: '{{question}}', dataset: [own] })).toHaveLength(1)
    const flaws = await refusal({ prompt: 'x', dataset: [own], checks: [{ type: 'contains', value: '{{target}}' }] })
    expect(flaws[0]).toMatchObject({ path: 'dataset[0]', message: expect.stringContaining('{{target}}') })
  })

  it('messages, or checks, of another shape is refused with what is wrong', async () => {
    expect((await refusal({ prompt: 'x', dataset: [{ __messages: 'hello' }] }))[0]?.message).toContain('as JSON, got "hello"')
    expect((await refusal({ prompt: 'x', dataset: [{ __messages: '[{"role":"robot","content":""}]' }] }))[0]?.path).toBe(
      'dataset[0].__messages[0].role',
    )
    expect((await refusal({ prompt: 'x', dataset: [{ __checks: '[{"type":"sounds-like"}]' }] }))[0]?.path).toContain('dataset[0].__checks')
  })

  it('nothing, where the batch has no prompt, is refused', async () => {
    const file = join(temporaryFolder(), 'rows.jsonl')
    writeFileSync(file, `${JSON.stringify(own)}\n{"id":"q2"}\n`)
    expect(await refusal({ dataset: file })).toEqual([
      { path: '__messages', line: 2, message: 'the batch has no prompt and this row brings no __messages' },
    ])
    expect((await refusal({ dataset: [{ id: 'q2' }] }))[0]?.message).toContain('needs a prompt, or messages')
  })

  it('columns shows them to nobody', async () => {
    const preview = await previewBatch({ batch: batch({ dataset: [own, { ...own, id: 'q2' }] }), offset: 1, limit: 5 })
    expect(preview).toEqual({ total: 2, columns: ['id'], items: [{ id: 'q2' }] })
  })
})

describe('a Parquet file', () => {
  const written = (columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData']) => {
    const file = join(temporaryFolder(), 'rows.parquet')
    writeFileSync(file, new Uint8Array(parquetWriteBuffer({ columnData })))
    return file
  }

  it('is a dataset: text, numbers, whole numbers and nothing', async () => {
    const dataset = written([
      { name: 'country', data: ['France', 'Japan'], type: 'STRING' },
      { name: 'people', data: [68n, 2n ** 60n], type: 'INT64' },
      { name: 'share', data: [0.5, null], type: 'DOUBLE', nullable: true },
    ])
    expect(await rowsOf({ prompt: '{{country}}', dataset })).toEqual([
      { country: 'France', people: 68, share: 0.5 },
      { country: 'Japan', people: '1152921504606846976', share: null },
    ])
  })

  it('is refused where it is none, is missing, or lacks a column', async () => {
    const file = join(temporaryFolder(), 'x.parquet')
    expect((await refusal({ prompt: 'x', dataset: file }))[0]?.message).toContain('there is no such file')
    writeFileSync(file, 'country\nFrance\n')
    expect((await refusal({ prompt: 'x', dataset: file }))[0]?.message).toContain('no Parquet file that can be read')
    const other = written([{ name: 'contry', data: ['France'], type: 'STRING' }])
    expect((await refusal({ prompt: '{{country}}', dataset: other }))[0]).toMatchObject({ path: 'country', suggestion: 'contry' })
  })
})

describe('checks in a batch', () => {
  const text =
    'name: x\nprompt: hi\nchecks:\n  - { type: contains, value: Paris }\n  - type: any\n    checks: [{ type: regex, pattern: a+ }]\nmodels: [a/b]\n'

  it('are read and written again', async () => {
    const read = await readBatch({ text, file: '/x.yaml' })
    expect(read.checks).toHaveLength(2)
    expect(await readBatch({ text: await formatBatch({ batch: read }), file: '/x.yaml' })).toEqual(read)
  })

  it('are refused by kind and field, with line and what may be meant', async () => {
    await expect(readBatch({ text: text.replace('type: contains', 'type: contians'), file: '/x.yaml' })).rejects.toMatchObject({
      failure: { issues: [{ path: 'checks[0].type', line: 4, suggestion: 'contains' }] },
    })
    await expect(readBatch({ text: text.replace('value: Paris', 'values: Paris'), file: '/x.yaml' })).rejects.toMatchObject({
      failure: { issues: expect.arrayContaining([expect.objectContaining({ path: 'checks[0].values', line: 4, suggestion: 'value' })]) },
    })
  })
})

describe('checks that could decide nothing', () => {
  it('are refused where they are read, a row’s own too', async () => {
    const regex = [{ type: 'regex', pattern: '(a' }]
    expect((await refusal({ prompt: 'x', checks: regex }))[0]).toMatchObject({ path: 'checks[0].pattern' })
    const row = { __checks: JSON.stringify(regex) }
    expect((await refusal({ prompt: 'x', dataset: [row] }))[0]).toMatchObject({ path: 'dataset[0].__checks[0].pattern' })
  })
})
