import { describe, expect, it } from 'vitest'
import { readMonitorSearch } from './search.ts'

describe('the address of the monitor', () => {
  it('names one provider', () => {
    expect(readMonitorSearch({ provider: 'simulator' })).toEqual({ provider: 'simulator' })
  })

  it.each([{ provider: 'Not A Key' }, { provider: 7 }, { provider: '' }, {}, { pool: 'x' }])(
    'passes over what is no provider: %j',
    (search) => {
      expect(readMonitorSearch(search)).toEqual({})
    },
  )
})
