import { describe, expect, it } from 'vitest'
import { readReportsSearch } from './search.ts'

describe('the address of the reports', () => {
  it('says of a new report which calls, what of them, and in what shape', () => {
    const search = { view: 'new', by: 'day,model,colour', columns: 'focus', format: 'bundle', model: 'openai/gpt-5', at: 'factor' }
    expect(readReportsSearch(search)).toEqual({ view: 'new', by: 'day,model', columns: 'focus', format: 'bundle', model: 'openai/gpt-5' })
  })

  it('groups by four things at most, and calls by none', () => {
    expect(readReportsSearch({ view: 'new', by: 'day,model,run,user,code' }).by).toBe('day,model,run,user')
    expect(readReportsSearch({ view: 'new', report: 'calls', by: 'day', columns: 'focus' })).toEqual({ view: 'new', report: 'calls' })
  })

  it.each([
    [
      { at: 'factor', input: '1.2', output: 0 },
      { at: 'factor', input: 1.2, output: 0 },
    ],
    [{ at: 'factor', input: -1, output: 1001 }, { at: 'factor' }],
    [
      { at: 'model', as: 'openai/gpt-5', on: '2026-01-01' },
      { at: 'model', as: 'openai/gpt-5' },
    ],
    [{ at: 'model', as: 'no ref' }, { at: 'model' }],
    [
      { at: 'instant', on: '2026-11-21T10:00:00.000Z' },
      { at: 'instant', on: '2026-11-21T10:00:00.000Z' },
    ],
    [{ at: 'once', input: 2 }, {}],
  ])('says of other prices which: %j', (search, read) => {
    expect(readReportsSearch({ view: 'reprice', ...search })).toEqual({ view: 'reprice', ...read })
  })

  it('compares a file with one provider alone', () => {
    expect(readReportsSearch({ view: 'reconcile', provider: 'openai,google', model: 'x/y' })).toEqual({
      view: 'reconcile',
      provider: 'openai',
    })
  })

  it.each([{ view: 'ever' }, {}, { view: 7, min: 3 }])('shows what is kept where it makes no sense: %j', (search) => {
    expect(readReportsSearch(search)).toEqual({})
  })
})
