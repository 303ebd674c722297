import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fc, test } from '@fast-check/vitest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Batch, Variables } from '#contract/batch'
import { readPrompts, surveyBatch } from '#engine/batches'
import { AppError } from '#engine/failure'
import { readBatch } from '../../src/main/engine/batches/read-batch.ts'
import { refusalOf, said } from './refusal.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-datasets-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function batchOf(dataset: string, prompt = 'Where is {{city}}?'): Batch {
  return readBatch({ text: JSON.stringify({ name: 'x', prompt, models: ['a/b'], dataset }), file: join(folder, 'batch.yaml') })
}

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return name
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

async function promptsOf(name: string, content: string | Buffer, prompt?: string) {
  return await all(readPrompts(batchOf(write(name, content), prompt)))
}

async function refused(name: string, content: string | Buffer): Promise<string> {
  const { source, issues } = await refusalOf(() => promptsOf(name, content))
  expect(source).toBe(join(folder, name))
  return issues.map(said).join('\n')
}

describe('a csv', () => {
  it('gives each row with its line, across blank lines, quotes, line ends of any kind and a byte order mark', async () => {
    const text = '\uFEFFcity , note\r\nRome,"two\r\nlines"\r\n\r\n\n"a ""b""",3\nBonn,"x\ny"\r\n Ulm ,'
    expect(await promptsOf('a.csv', text)).toEqual([
      { index: 0, variables: { city: 'Rome', note: 'two\r\nlines' }, line: 2 },
      { index: 1, variables: { city: 'a "b"', note: '3' }, line: 6 },
      { index: 2, variables: { city: 'Bonn', note: 'x\ny' }, line: 7 },
      { index: 3, variables: { city: ' Ulm ', note: '' }, line: 9 },
    ])
  })

  it('passes over columns without a name, and over a prototype key', async () => {
    expect(await promptsOf('b.csv', ',city,,__proto__\n0,Rome,x,y')).toEqual([{ index: 0, variables: { city: 'Rome' }, line: 2 }])
  })

  it.each([
    ['is empty', '', 'the dataset is empty: expected at least one row'],
    ['has a header alone', 'city\n', 'the dataset is empty: expected at least one row'],
    ['has a column twice', 'city,a,city\n1,2,3', 'city @1 two columns are named "city": rename one of them'],
    ['lacks a variable', 'citi,a\n1,2', 'city @1 no column fills {{city}} in the header, which has "citi", "a" (did you mean citi?)'],
    ['has semicolons', 'city;a\n1;2', '@1 the header is separated by semicolons: save the file with commas'],
    [
      'has a field too many',
      'city,a\n1,2\n3,4,5',
      '@3 expected 2 fields as in the header, got 3: a value with a comma in it wants quotes around it',
    ],
    ['has a field too few', 'city,a\n"1\r\n",2\n3', '@4 expected 2 fields as in the header, got 1: "a" has no value'],
    [
      'never ends a row',
      `city\nok\n"${'Rome\n'.repeat(1_000_000)}`,
      '@3 the row that begins here is longer than 4 MiB: it may open a quote and never close it',
    ],
    ['opens a quote for good', 'city\nok\n"Rome\n', '@3 the row that begins here opens a quote and never closes it'],
    [
      'has a quote inside a value',
      'city\n5" of rain',
      '@2 a quote stands inside a value: put the whole value in quotes and write each quote in it twice',
    ],
    [
      'goes on after a quote',
      'city\n"a"b',
      '@2 a quote stands inside a value: put the whole value in quotes and write each quote in it twice',
    ],
    ['is not UTF-8', Buffer.from('city\nRome\nK\xf6ln\nBonn', 'latin1'), '@3 this line is not valid UTF-8: save the file as UTF-8'],
    ['ends inside a character', Buffer.from('city\nKö', 'utf8').subarray(0, -1), '@2 this line is not valid UTF-8: save the file as UTF-8'],
    ['is in UTF-16', Buffer.from('\uFEFFcity\nRome', 'utf16le'), '@1 the file is in UTF-16: save it as UTF-8'],
  ])('that %s is refused with the place and the fix', async (_, content, expected) => {
    expect(await refused('bad.csv', content)).toBe(expected)
  })

  it('names the line of a bad byte far into the file', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `Zürich ${index}`)
    const text = Buffer.from(['city', ...lines].join('\n'), 'utf8')
    text[text.lastIndexOf('29000') - 2] = 0xff
    expect(await refused('far.csv', text)).toBe('@29002 this line is not valid UTF-8: save the file as UTF-8')
  })

  it('names the line of a bad byte in a piece that begins within a character', async () => {
    const text = Buffer.from(`city\n${'x'.repeat(65_530)}ü\nok\n?`, 'utf8')
    text[text.length - 1] = 0xff
    expect(await refused('split.csv', text)).toBe('@4 this line is not valid UTF-8: save the file as UTF-8')
  })

  test.prop([
    fc.array(fc.record({ city: fc.string(), 'a b': fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'é', ' ') }) }), {
      minLength: 1,
    }),
  ])('gives back whatever was written by RFC 4180', async (rows) => {
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    const text = ['city,a b', ...rows.map((row) => `${quote(row.city)},${quote(row['a b'])}`)].join('\r\n')
    expect((await promptsOf('rfc.csv', text)).map(({ variables }) => variables)).toEqual(rows)
  })
})

describe('JSON lines', () => {
  it('gives each row with its line; a list or map in it stands as its JSON', async () => {
    const text = '\uFEFF{"city":"Rome","n":1,"b":true,"x":null}\r\n\r\n{"city":{"a":[1]},"__proto__":1}'
    expect(await promptsOf('a.jsonl', text)).toEqual([
      { index: 0, variables: { city: 'Rome', n: 1, b: true, x: null }, line: 1 },
      { index: 1, variables: { city: '{"a":[1]}' }, line: 3 },
    ])
  })

  it.each([
    ['are empty', '\n\n', 'the dataset is empty: expected at least one row'],
    ['break in the middle', '{"city":1}\n{"city" 2}', "@2:9 this is no valid JSON: Expected ':' after property name in JSON at position 8"],
    ['hold a list', '[1]', '@1 expected a row such as {"country": "France"}, got "[1]"'],
    ['lack a variable in one row', '{"city":1}\n{"town":2}', 'city @2 no column fills {{city}} in this row, which has "town"'],
    ['hold a line without end', `{"city":"${'x'.repeat(4_300_000)}`, '@1 this line is longer than 4 MiB: expected one JSON object a line'],
  ])('that %s are refused with the place and the fix', async (_, content, expected) => {
    expect(await refused('bad.ndjson', content)).toBe(expected)
  })
})

describe('a JSON list', () => {
  it('gives each row with its line', async () => {
    expect(await promptsOf('a.json', '[\n{"city":"a"},\n  {"city":"],"}]')).toEqual([
      { index: 0, variables: { city: 'a' }, line: 2 },
      { index: 1, variables: { city: '],' }, line: 3 },
    ])
  })

  it.each([
    ['is empty', '[]', 'the dataset is empty: expected at least one row'],
    [
      'has a broken row',
      '[{"city":1},\n {\n"city" 2}]',
      "@3:8 this is no valid JSON: Expected ':' after property name in JSON at position 9",
    ],
    ['does not end', '[{"city":1}', '@1 the list does not end: its closing ] is missing'],
    ['lacks a variable', '[{"town":1}]', 'city @1 no column fills {{city}} in this row, which has "town"'],
  ])('that %s is refused with the place and the fix', async (_, content, expected) => {
    expect(await refused('bad.json', content)).toBe(expected)
  })
})

describe('a dataset', () => {
  it.each([
    ['is missing', 'none.csv', 'there is no such file: the path of a dataset is relative to its batch file'],
    ['is a folder', 'folder.csv', 'this is a folder: expected a csv, json, jsonl or parquet file'],
    ['is of another kind', 'data.xlsx', 'dataset a dataset\'s name ends in .csv, .json, .jsonl or .parquet, not in ".xlsx"'],
  ])('that %s is refused by name', async (_, name, expected) => {
    mkdirSync(join(folder, 'folder.csv'), { recursive: true })
    const { source, issues } = await refusalOf(() => surveyBatch(batchOf(name)))
    expect([source, ...issues.map(said)]).toEqual([join(folder, name), expected])
  })

  test.prop([fc.uint8Array(), fc.constantFrom('csv', 'json', 'jsonl')])(
    'of garbage throws nothing but INVALID_INPUT',
    async (bytes, extension) => {
      const reading = surveyBatch(batchOf(write(`garbage.${extension}`, Buffer.from(bytes)), 'hi'))
      await reading.catch((error: unknown) => expect(error).toBeInstanceOf(AppError))
    },
  )

  it('is closed when its reader stops early', async () => {
    const prompts = readPrompts(batchOf(write('early.csv', `city\n${'Rome\n'.repeat(100_000)}`)))
    await prompts.next()
    expect(await prompts.return(undefined)).toEqual({ done: true, value: undefined })
  })
})

describe('rows in place', () => {
  const inPlace = (dataset: Variables[]): Batch => ({ ...batchOf('x.csv'), dataset })

  it('are prompts in their order, on no line', async () => {
    expect(await all(readPrompts(inPlace([{ city: 'Rome' }, { city: null }])))).toEqual([
      { index: 0, variables: { city: 'Rome' }, line: null },
      { index: 1, variables: { city: null }, line: null },
    ])
  })

  it('are refused when one lacks a variable', async () => {
    const { issues } = await refusalOf(() => surveyBatch(inPlace([{ city: 'Rome' }, {}])))
    expect(issues.map(said)).toEqual(['dataset[1] no column fills {{city}} in row 2, which has no columns'])
  })
})

describe('surveyBatch', () => {
  it('measures every prompt as it is sent', async () => {
    expect(await surveyBatch(batchOf(write('s.csv', 'city\nKöln\nRom\nBonn\n'), '{{city}}!'))).toEqual({
      prompts: 3,
      totalBytes: 15,
      minBytes: 4,
      maxBytes: 6,
      maxInputTokensUpper: 6 + 32 + 16,
    })
  })

  it('counts one prompt where there is no dataset', async () => {
    const { dataset: _, ...batch } = batchOf('x.csv', 'hi')
    expect(await surveyBatch(batch)).toMatchObject({ prompts: 1, totalBytes: 2 })
  })
})
