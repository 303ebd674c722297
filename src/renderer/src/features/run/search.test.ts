import { describe, expect, it } from 'vitest'
import { readRunSearch } from './search.ts'

describe('the address of a run', () => {
  it('is kept where this page understands it', () => {
    const search = {
      view: 'probes',
      status: 'failed,interrupted',
      text: 'Paris',
      fallback: 'no',
      sort: '-cost',
      probe: '3.0.simulator/steady',
    }
    expect(readRunSearch(search)).toEqual(search)
  })

  it('takes a number for the text it was typed as', () => {
    expect(readRunSearch({ text: 42 })).toEqual({ text: '42' })
  })

  it('is passed over where it is none of ours', () => {
    expect(readRunSearch({ view: 'secrets', results: 'all', fallback: true, status: ['failed'], text: '', other: 'x' })).toEqual({})
  })
})
