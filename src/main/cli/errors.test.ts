import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { FailureError, failureOf } from './errors.ts'

describe('failureOf', () => {
  it('reads a failure that crossed the contract', () => {
    expect(failureOf(new ORPCError('NOT_FOUND', { data: { what: 'run', name: 'x' } }))).toEqual({
      code: 'NOT_FOUND',
      what: 'run',
      name: 'x',
    })
  })
  it('reads a failure that arose on this side', () => {
    expect(failureOf(new FailureError({ code: 'INTERNAL', reference: 'R' }))).toEqual({ code: 'INTERNAL', reference: 'R' })
  })
  it('reads the library’s own refusal of an input as INVALID_INPUT', () => {
    const error = new ORPCError('BAD_REQUEST', { data: { issues: [{ message: 'too big', path: ['limit'] }] } })
    expect(failureOf(error)).toEqual({ code: 'INVALID_INPUT', issues: [{ message: 'too big', path: 'limit' }] })
  })
  it('takes nothing else for a failure', () => {
    expect([new Error('x'), new ORPCError('NOT_FOUND', { data: { odd: 1 } }), 'x'].map(failureOf)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
