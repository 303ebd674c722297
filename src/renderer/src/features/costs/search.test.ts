import { expect, it } from 'vitest'
import { readCostsSearch } from './search.ts'

it('a range is named, or goes from one day or instant to another; not both', () => {
  expect(readCostsSearch({ range: 'month', from: '2026-11-01' })).toEqual({ range: 'month' })
  expect(readCostsSearch({ from: '2026-11-01', to: '2026-11-21T10:00:00Z' })).toEqual({ from: '2026-11-01', to: '2026-11-21T10:00:00Z' })
})

it('what other pages call the last days is understood', () => {
  expect(readCostsSearch({ last: '7d' })).toEqual({ range: '7d' })
})

it('what makes no sense is passed over', () => {
  const nonsense = {
    range: 'eternity',
    from: '2026-02-31',
    to: 'tomorrow',
    stack: 'colour',
    by: 'mood',
    view: 'sideways',
    min: 'many',
    run: 'x',
    model: 'none',
  }
  expect(readCostsSearch(nonsense)).toEqual({})
  expect(readCostsSearch({ from: 20261101, min: -3 })).toEqual({})
})

it('filters, what is stacked and broken down, and the least calls are kept', () => {
  const search = { model: 'openai/a,openai/b', cost: 'unknown', stack: 'provider', by: 'user', view: 'performance', min: 30 }
  expect(readCostsSearch(search)).toEqual(search)
  expect(readCostsSearch({ by: 'model', min: 1 })).toEqual({})
})
