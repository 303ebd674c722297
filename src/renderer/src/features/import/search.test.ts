import { expect, it } from 'vitest'
import { readImportSearch } from './search.ts'

it('keeps which rows are shown, and nothing that is not ours', () => {
  const id = '01KAJ8Z4Y3C5V7N9Q1S2T3W4X5'
  expect(readImportSearch({ id, kind: 'changed', reason: 'no_price', provider: 'xai', search: 4, conflicts: 'yes', row: 7, x: 1 })).toEqual(
    {
      ...{ id, kind: 'changed', reason: 'no_price', provider: 'xai', search: '4', conflicts: 'yes', row: 7 },
    },
  )
  expect(readImportSearch({ kind: 'nice', reason: 'mood', provider: { evil: true }, search: '', conflicts: true, row: -1 })).toEqual({})
  expect(readImportSearch({ row: '1e3' })).toEqual({ row: 1000 })
  expect(readImportSearch({})).toEqual({})
})
