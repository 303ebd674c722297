import { expect, it } from 'vitest'
import { changed, readModelsSearch } from './search.ts'

it('an address keeps what it knows, and what makes no sense is passed over', () => {
  const told = {
    find: ' gpt ',
    provider: 'openai',
    status: 'ending',
    availability: 'stopped',
    price: 'unknown',
    unit: 'token',
    tab: 'prices',
  }
  expect(readModelsSearch({ ...told, model: 'openai/gpt-5', add: true })).toEqual({
    ...told,
    find: 'gpt',
    model: 'openai/gpt-5',
    add: true,
  })
  expect(readModelsSearch({ find: '', status: 'gone', unit: 'million', price: {}, tab: 'all', add: 'yes', x: 1 })).toEqual({})
  expect(readModelsSearch({ find: 4, model: ['a'] })).toEqual({ find: '4' })
})

it('a change takes away what it leaves undefined', () => {
  expect(changed({ find: 'a', unit: 'token' }, { find: '', model: 'a/b' })).toEqual({ unit: 'token', model: 'a/b' })
  expect(changed({ unit: 'token' }, { unit: undefined })).toEqual({})
})
