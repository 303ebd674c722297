import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { conflictOf, decide, sayPlainly } from './conflict.ts'

const thrown = (data: object) => new ORPCError('CONFLICT', { defined: true, data })
const fields = [
  { name: 'name', given: 'Mine', standing: 'Theirs' },
  { name: 'maxParallel', given: 4, standing: null },
]

describe('two who edit the same thing', () => {
  it('are told apart from other refusals by the revision that stands', () => {
    expect(conflictOf(thrown({ what: 'pool', name: 'a/b', reason: 'changed', revision: 3, fields }))).toEqual({ revision: 3, fields })
    expect(conflictOf(thrown({ what: 'pool', name: 'a/b', reason: 'exists' }))).toBeUndefined()
    expect(conflictOf(new Error('lost'))).toBeUndefined()
  })

  it('keep what one of them chose, field by field', () => {
    expect(decide({ revision: 3, fields }, new Set(['maxParallel']))).toEqual({ revision: 3, theirs: new Map([['maxParallel', null]]) })
    expect(decide({ revision: 3, fields }, new Set()).theirs.size).toBe(0)
  })
})

it('a value of any kind can be read', () => {
  expect([null, true, false, 3, 'x', [1]].map(sayPlainly)).toEqual(['none', 'on', 'off', '3', 'x', '[1]'])
})
