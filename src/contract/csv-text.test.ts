import { test } from '@fast-check/vitest'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderCsv } from './csv-text.ts'

describe('renderCsv', () => {
  it('ends lines with CRLF, quotes where needed and leaves null empty', () => {
    expect(renderCsv(['a', 'b', 'c'], [['x,"y"', 1, null]])).toBe('a,b,c\r\n"x,""y""",1,\r\n')
  })
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '|cmd', '%0A'])('keeps a spreadsheet from taking %j for a formula', (text) => {
    expect(parse(renderCsv(['a'], [[text]]))[1]).toEqual([`'${text}`])
  })
  it('leaves negative numbers numbers', () => expect(renderCsv(['a'], [[-1]])).toBe('a\r\n-1\r\n'))
  test.prop([fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 })])(
    'is read back as it was written',
    (rows) => {
      const safe = rows.map((row) => row.map((cell) => (/^[=+\-@\t\r\n|%]/.test(cell) ? `'${cell}` : cell)))
      expect(parse(renderCsv(['a', 'b'], rows), { recordDelimiter: '\r\n', skipEmptyLines: false }).slice(1)).toEqual(safe)
    },
  )
})
