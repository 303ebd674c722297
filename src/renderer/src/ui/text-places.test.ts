import { expect, it } from 'vitest'
import { markOf, offsetOf } from './text-places.ts'

it('finds a line and column, and stays within the text', () => {
  expect(offsetOf('select 1\nfrom x', 2, 6)).toBe(14)
  expect(offsetOf('select 1', 9, 9)).toBe(8)
  expect(offsetOf('ab\ncd', 1, 99)).toBe(2)
})

it('marks the word at a column, at least one character, and never beyond the line', () => {
  const text = 'select cost\nfrom x, y'
  const marked = (line: number, column: number | undefined) => text.slice(...markOf(text, line, column))
  expect(marked(1, 8)).toBe('cost')
  expect(marked(2, 7)).toBe(',')
  expect(marked(1, 12)).toBe('')
})

it('marks the whole line where no column is told', () => {
  const text = 'name: a\nmodels: []\n'
  expect(text.slice(...markOf(text, 2, undefined))).toBe('models: []')
  expect(text.slice(...markOf(text, 9, undefined))).toBe('')
})
