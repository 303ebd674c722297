import { describe, expect, it } from 'vitest'
import { chartOfResult, firstPick, unitOf } from './chart-of-result.ts'
import { firstDraft, keepDraft, takeDraft } from './kept-query.ts'
import { isNumeric, resultColumns, sayValue } from './result-columns.tsx'
import { readQuerySearch } from './search.ts'

const names = ['model', 'calls', 'cost_usd']
const rows = [
  ['openai/gpt-5', 3, 0.25],
  ['openai/gpt-5-mini', 12, null],
] as const

describe('the columns of a result', () => {
  it('stand at the end where they hold numbers, nulls apart', () => {
    expect(resultColumns(names, rows).map(({ align }) => align)).toEqual([undefined, 'end', 'end'])
    expect(isNumeric([[null], [null]], 0)).toBe(false)
    expect(isNumeric([[1], ['9007199254740993'], ['0.000001']], 0)).toBe(true)
    expect(isNumeric([[1], ['2026-11-21']], 0)).toBe(false)
  })

  it('are told apart where they are called the same', () => {
    const columns = resultColumns(['n', 'n'], [[1, 'b']])
    expect(new Set(columns.map(({ id }) => id)).size).toBe(2)
    expect(columns[1]?.sortBy?.([1, 'b'])).toBe('b')
  })

  it('are sorted by what their decimals are worth', () => {
    expect(resultColumns(['cost_usd'], [['0.1'], ['0.02']])[0]?.sortBy?.(['0.02'])).toBe(0.02)
  })

  it('are of text in one line', () => {
    expect(sayValue('two\n  lines')).toBe('two lines')
    expect(sayValue(null)).toBe('null')
  })
})

describe('a result as a chart', () => {
  it('draws the first numbers by the first names, money in nano-dollars', () => {
    expect(firstPick(names, rows)).toEqual({ x: 0, ys: [1] })
    const { data, unit } = chartOfResult(names, rows, { x: 0, ys: [2] }, 0)
    expect(unit).toBe('usd')
    expect(data.points.map(({ title, values }) => [title, values])).toEqual([
      ['openai/gpt-5', [250_000_000]],
      ['openai/gpt-5-mini', [null]],
    ])
  })

  it('draws numbers over time where a column tells it', () => {
    expect(firstPick(['bucket_ms', 'calls'], [[1, 2]])).toEqual({ x: 0, ys: [1] })
  })

  it('is none without numbers', () => {
    expect(firstPick(['a', 'b'], [['x', 'y']])).toBeUndefined()
  })

  it.each([
    ['cost_nanousd', 'usd', 1],
    ['cost_usd', 'usd', 1e9],
    ['latency_ms', 'ms', 1],
    ['generation_tokens', 'tokens', 1],
    ['success_rate', 'share', 1],
    ['weight', 'number', 1],
  ])('%s is in %s', (name, unit, factor) => expect(unitOf(name)).toEqual({ unit, factor }))
})

describe('a question', () => {
  it('outlives the page, with the name it was saved under', () => {
    const held = new Map<string, string>()
    const shelf = {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
      removeItem: (key: string) => void held.delete(key),
    }
    expect(takeDraft(shelf)).toEqual(firstDraft)
    const draft = { text: 'SELECT 1', name: 'one', saved: 'SELECT 2' }
    keepDraft(shelf, draft)
    expect(takeDraft(shelf)).toEqual(draft)
    shelf.setItem('assay.query', '{"text":7}')
    expect(takeDraft(shelf)).toEqual(firstDraft)
  })

  it('is brought by an address, where it is one', () => {
    expect(readQuerySearch({ q: 'SELECT 1', show: 'chart', x: 1 })).toEqual({ q: 'SELECT 1', show: 'chart' })
    expect(readQuerySearch({ q: '  ', show: 'pie' })).toEqual({})
  })
})
