import { describe, expect, it } from 'vitest'
import { type Column, gridOf, nextSort, sortRows } from './columns.ts'

interface Row {
  readonly name: string
  readonly cost: number | null
}
const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', width: 100, grow: 1, cell: ({ name }) => name, sortBy: ({ name }) => name },
  { id: 'cost', header: 'Cost', width: 80, cell: ({ cost }) => cost, sortBy: ({ cost }) => cost },
  { id: 'note', header: 'Note', width: 80, cell: () => null },
]
const rows: readonly Row[] = [
  { name: 'run 10', cost: null },
  { name: 'run 9', cost: 2 },
  { name: 'Run 1', cost: 10 },
]
const names = (column: string, isDescending: boolean) => sortRows(rows, columns, { column, isDescending }).map(({ name }) => name)

describe('sortRows', () => {
  it('puts numbers within names in the order of numbers', () => {
    expect(names('name', false)).toEqual(['Run 1', 'run 9', 'run 10'])
  })

  it('puts what is not known last in both directions', () => {
    expect(names('cost', false)).toEqual(['run 9', 'Run 1', 'run 10'])
    expect(names('cost', true)).toEqual(['Run 1', 'run 9', 'run 10'])
  })

  it('leaves rows as they came without a sort, or with one of a column that has no order', () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows)
    expect(sortRows(rows, columns, { column: 'note', isDescending: false })).toBe(rows)
  })
})

it('a head goes from ascending to descending to as it came', () => {
  const first = nextSort({ column: 'cost', isDescending: true }, 'name')
  const second = nextSort(first, 'name')
  expect([first, second, nextSort(second, 'name')]).toEqual([
    { column: 'name', isDescending: false },
    { column: 'name', isDescending: true },
    undefined,
  ])
})

it('columns that grow share what is left', () => {
  expect(gridOf(columns)).toEqual({ template: 'minmax(100px, 1fr) 80px 80px', minWidth: 260 })
})
