import { ORPCError } from '@orpc/client'
import { expect, it } from 'vitest'
import { formErrorsOf } from './form-errors.ts'

const fieldOf = (path: string) => (path.startsWith('limits.') ? path.slice('limits.'.length) : undefined)

it('what is wrong stands at its field, and what has none stands by itself', () => {
  const issues = [
    { path: 'limits.burst', message: 'expected a whole number' },
    { path: 'limits.burst', message: 'at most 10,000' },
    { path: 'other', message: 'unknown field', suggestion: 'burst' },
  ]
  const { fields, rest } = formErrorsOf(new ORPCError('INVALID_INPUT', { defined: true, data: { issues } }), fieldOf)
  expect(fields).toEqual(new Map([['burst', 'Expected a whole number. At most 10,000.']]))
  expect(rest).toEqual(['Unknown field. Did you mean burst?'])
})

it('a refusal of the whole is of no field', () => {
  const error = new ORPCError('CONFLICT', { defined: true, data: { what: 'pool', name: 'a/b', reason: 'exists' } })
  expect(formErrorsOf(error, fieldOf)).toEqual({ fields: new Map(), rest: ['There is already a pool “a/b”.'] })
})
