import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { JsonListScanner } from './json-list-scanner.ts'

function scan(...pieces: readonly string[]) {
  const scanner = new JsonListScanner()
  const elements = pieces.flatMap((piece) => [...scanner.scan(piece)])
  return { elements, flaw: scanner.end() }
}

describe('JsonListScanner', () => {
  it('gives each element with the line it begins at', () => {
    expect(scan('[\n  {"a": 1},\n\n  2 ]\n')).toEqual({
      elements: [
        { text: '{"a": 1}', line: 2 },
        { text: '2 ', line: 4 },
      ],
      flaw: undefined,
    })
  })

  it('finds no border inside strings, lists and maps (2)', () => {
    const text = '{"a":["],[",{}],"b":"\\"]},\\\\"}'
    expect(scan(`[${text}]`).elements).toEqual([{ text, line: 1 }])
  })

  it.each([
    ['', { line: 1, message: 'the file is empty: expected a JSON list of rows' }],
    ['\n[1\n', { line: 3, message: 'the list does not end: its closing ] is missing' }],
    [
      '\n{"a":1}',
      { line: 2, message: 'expected a JSON list of rows, which begins with [, got "{": one object a line wants a name in .jsonl' },
    ],
    ['[1]\n2', { line: 2, message: 'expected nothing after the list, got "2"' }],
    ['[1,\n]', { line: 2, message: 'expected a row, got nothing: a comma stands before the closing ]' }],
    ['[,1]', { line: 1, message: 'expected a row, got nothing between two commas' }],
  ])('names the flaw of %j', (text, flaw) => {
    expect(scan(text).flaw).toEqual(flaw)
  })

  it('yields nothing after a flaw (3)', () => {
    expect(scan('[1,,2', ',3]').elements).toEqual([{ text: '1', line: 1 }])
  })

  it('holds no row above 4 MiB', () => {
    const long = 'x'.repeat(3_000_000)
    expect(scan('[1,\n"', long, long).flaw).toEqual({ line: 1, message: 'this row is longer than 4 MiB: expected a list of rows' })
  })

  test.prop([fc.array(fc.jsonValue()), fc.nat(4), fc.integer({ min: 1, max: 9 })])(
    'gives back every list, however it is written and cut into pieces',
    (list, indent, size) => {
      const text = JSON.stringify(list, null, indent)
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const { elements, flaw } = scan(...pieces)
      expect(flaw).toBeUndefined()
      expect(JSON.stringify(elements.map((element) => JSON.parse(element.text)))).toBe(JSON.stringify(list))
    },
  )
})
