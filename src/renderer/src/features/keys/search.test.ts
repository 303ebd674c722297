import { expect, it } from 'vitest'
import { readKeysSearch } from './search.ts'

it('keeps whose key is open, and nothing that is not ours', () => {
  expect(readKeysSearch({ provider: 'openai', key: 'sk-x' })).toEqual({ provider: 'openai' })
  expect(readKeysSearch({ provider: 42 })).toEqual({ provider: '42' })
  expect(readKeysSearch({ provider: { evil: true } })).toEqual({})
  expect(readKeysSearch({})).toEqual({})
})
