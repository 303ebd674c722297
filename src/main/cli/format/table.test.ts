import { describe, expect, it } from 'vitest'
import { paintFor } from './paint.ts'
import { type Column, renderTable } from './table.ts'

interface Row {
  readonly name: string
  readonly count: number
}
const columns: readonly Column<Row>[] = [
  { head: 'name', cell: (row) => row.name },
  { head: 'count', align: 'right', cell: (row) => String(row.count) },
  { head: 'double', align: 'right', cell: (row) => String(row.count * 2) },
]
const rows = [
  { name: 'alpha', count: 1 },
  { name: 'b', count: 1200 },
]
const paint = paintFor(false)

describe('renderTable', () => {
  it('aligns words left and numbers right, with the total under a line', () => {
    expect(renderTable({ columns, rows, total: { name: 'total', count: 1201 }, width: 80, paint }).split('\n')).toEqual([
      'name   count  double',
      '────────────────────',
      'alpha      1       2',
      'b       1200    2400',
      '────────────────────',
      'total   1201    2402',
    ])
  })
  it('puts the columns that do not fit into a second table, under the names again', () => {
    expect(renderTable({ columns, rows, width: 16, paint }).split('\n')).toEqual([
      'name   count',
      '────────────',
      'alpha      1',
      'b       1200',
      '',
      'name   double',
      '─────────────',
      'alpha       2',
      'b        2400',
    ])
  })
  it('shortens a name in the middle before it splits', () => {
    const long = [{ name: 'a'.repeat(30) + 'b'.repeat(30), count: 1 }]
    const lines = renderTable({ columns, rows: long, width: 60, paint }).split('\n')
    expect(lines[2]).toMatch(/^a+…b+ +1 +2$/)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60)
  })
  it('measures coloured and wide text by what is seen', () => {
    const red = paintFor(true).bad
    const lines = renderTable({
      columns,
      rows: [
        { name: '日本', count: 1 },
        { name: red('ab'), count: 2 },
      ],
      width: 80,
      paint,
    }).split('\n')
    expect(lines.slice(2)).toEqual(['日本      1       2', `${red('ab')}        2       4`])
  })
})
