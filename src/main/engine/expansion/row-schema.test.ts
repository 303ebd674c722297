import { expect, it } from 'vitest'
import { readRows } from './row-schema.ts'

it('a row with a column too many, or one too few, is refused', () => {
  const columns = [{ name: 'a', about: '', type: 'text' as const }]
  const rows = [{ a: 'x' }, { a: 'x', b: 'y' }, {}]

  expect(readRows(JSON.stringify({ rows }), columns)).toEqual({ rows: [{ a: 'x' }], refused: 2 })
})
