import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { fieldOfInstant, readInstant } from './instants.ts'
import { readScopeSearch, scopeOf } from './scope-search.ts'
import { joinValues, splitValues } from './value-lists.ts'

const run = '01JD0000000000000000000000'

describe('a scope in an address', () => {
  it('names what it names', () => {
    const search = readScopeSearch({
      from: '2026-11-21T14:00:00Z',
      to: 1_795_276_800_000,
      provider: 'openai,anthropic',
      model: 'openai/gpt-5-mini',
      served: 'openai/gpt-5',
      run,
      user: 'ana\\, her bot,ben',
      code: 'TIMEOUT',
      cost: 'unknown',
    })
    expect(scopeOf(search, 0)).toEqual({
      fromMs: Date.UTC(2026, 10, 21, 14),
      toMs: 1_795_276_800_000,
      provider: ['openai', 'anthropic'],
      model: ['openai/gpt-5-mini'],
      servedModel: ['openai/gpt-5'],
      run: [run],
      user: ['ana, her bot', 'ben'],
      code: ['TIMEOUT'],
      costState: ['unknown'],
    })
  })

  it('passes over what makes no sense', () => {
    const nonsense = {
      last: 'for ever',
      from: 'yesterday',
      to: -1,
      provider: 'Not A Provider',
      model: 'gpt-5',
      run: 'the last',
      method: ['probe'],
      user: { name: 'ana' },
      kind: 'third,retry',
      code: 'OOPS',
      cost: 'cheap',
      other: 'thing',
    }
    expect(readScopeSearch(nonsense)).toEqual({ kind: 'retry' })
  })

  it('tells a span from now, and takes no other time beside it', () => {
    const search = readScopeSearch({ last: '24h', from: '2026-11-21' })
    expect(search).toEqual({ last: '24h' })
    expect(scopeOf(search, 100_000_000)).toEqual({ fromMs: 13_600_000 })
  })

  it('is read anew as it is', () => {
    const search = readScopeSearch({ from: '2026-11-21', provider: 'openai', user: 42, decision: 'text' })
    expect(readScopeSearch({ ...search })).toEqual(search)
  })
})

describe('values of one name', () => {
  const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text)
  test.prop([fc.uniqueArray(value, { maxLength: 20 })])('are the same when they come back', (values) => {
    expect(splitValues(joinValues(values))).toEqual(values)
  })
})

describe('an instant', () => {
  test.prop([fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })])(
    'is found again to the second by its field',
    (at) => {
      const ms = Math.floor(at.getTime() / 1000) * 1000
      expect(readInstant(fieldOfInstant(ms))).toBe(ms)
    },
  )
})
