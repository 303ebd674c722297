import { describe, expect, it } from 'vitest'
import { readRows } from './read-rows.ts'

const rows = (name: string, text: string) => {
  const read = readRows(name, text)
  return 'rows' in read ? read.rows.rows : read.problem
}

describe('a csv', () => {
  it('has its names in the first line', () => {
    expect(rows('a.csv', 'country,code\nFrance,FR\nSpain,ES\n')).toEqual([
      { country: 'France', code: 'FR' },
      { country: 'Spain', code: 'ES' },
    ])
  })
  it('keeps commas, quotes and lines within quotes', () => {
    expect(rows('a.csv', '\uFEFFa,b\r\n"x, ""y""","one\ntwo"\r\n')).toEqual([{ a: 'x, "y"', b: 'one\ntwo' }])
  })
  it('may have empty cells, the last one too', () => {
    expect(rows('a.csv', 'a,b\n,\nx,')).toEqual([
      { a: '', b: '' },
      { a: 'x', b: '' },
    ])
  })
  it('passes over empty lines', () => {
    expect(rows('a.csv', 'a\n\nx\n\n')).toEqual([{ a: 'x' }])
  })
  it('has line ends of any system, and passes over a column without a name', () => {
    expect(rows('a.csv', ',a\r0,"x\ry"\r1,z')).toEqual([{ a: 'x\ry' }, { a: 'z' }])
    expect(rows('a.csv', 'a\r"x\r\ny"\rz,z')).toBe('a.csv:4: 2 fields where the first line has 1')
  })
  it.each([
    ['a,b\nx\n', 'a.csv:2: 1 fields where the first line has 2'],
    ['a,b\n"x\ny",1\nz\n', 'a.csv:4: 1 fields where the first line has 2'],
    ['a\nx"y\n', 'a.csv:2: a quote stands inside a field or is not closed'],
    ['a\n"x\n', 'a.csv:2: a quote stands inside a field or is not closed'],
    ['a,a\n1,2\n', 'a.csv:1: two columns are called “a”'],
    ['a\n', 'a.csv has no rows'],
    ['', 'a.csv has no rows'],
  ])('%j is refused with its line', (text, problem) => {
    expect(rows('a.csv', text)).toBe(problem)
  })
})

describe('rows in JSON', () => {
  it('are a list of rows', () => {
    expect(rows('a.json', '[{"a":1,"b":null},{"a":"x"}]')).toEqual([{ a: 1, b: null }, { a: 'x' }])
  })
  it('are a row a line in jsonl', () => {
    expect(rows('a.jsonl', '{"a":1}\r\n\n{"a":true}\n')).toEqual([{ a: 1 }, { a: true }])
  })
  it('have all columns that any row has', () => {
    const read = readRows('a.json', '[{"a":1},{"b":2}]')
    expect('rows' in read && read.rows.columns).toEqual(['a', 'b'])
  })
  it.each([
    ['a.json', '{"a":1}', 'a.json: expected a list of rows, such as [{ "country": "France" }]'],
    ['a.json', '[{"a":1},{"a":[]}]', 'a.json: row 2 is not a row of text, numbers, true, false or null'],
    ['a.jsonl', '{"a":1}\nnope', 'a.jsonl:2: expected a row in JSON, such as { "country": "France" }'],
    ['a.txt', 'x', 'a.txt: expected a name that ends in .csv, .json or .jsonl'],
  ])('%s %j is refused', (name, text, problem) => {
    expect(rows(name, text)).toBe(problem)
  })
  it('by the ten thousands are left to the engine', () => {
    expect(rows('a.json', JSON.stringify(Array.from({ length: 20_001 }, () => ({ a: 1 }))))).toContain('20,001 rows')
  })
})
