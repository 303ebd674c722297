import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { failureOf, sayError, sayFailure } from './say-failure.ts'

describe('failureOf', () => {
  it('is the failure that the contract names', () => {
    const error = new ORPCError('NOT_FOUND', { defined: true, data: { what: 'run', name: 'x' } })
    expect(failureOf(error)).toEqual({ code: 'NOT_FOUND', what: 'run', name: 'x' })
  })

  it('is nothing for what it does not name', () => {
    expect(failureOf(new ORPCError('BAD_REQUEST'))).toBeUndefined()
    expect(failureOf(new Error('x'))).toBeUndefined()
  })
})

describe('sayError', () => {
  it('says of a lost connection that it is not known what was done', () => {
    expect(sayError(new Error('Cannot send message, WebSocket is not open.'))).toEqual(sayError(new DOMException('closed', 'AbortError')))
    expect(sayError(new DOMException('closed', 'AbortError')).details.join()).toMatch(/may or may not/)
  })

  it('gives the reference under which the log has what happened', () => {
    expect(sayError(new ORPCError('INTERNAL', { defined: true, data: { reference: '01ABC' } })).reference).toBe('01ABC')
  })
})

describe('sayFailure', () => {
  it('names where in a file something is wrong, and what could be meant', () => {
    const issue = { path: 'models[0]', line: 4, column: 3, message: 'there is no such model', suggestion: 'openai/gpt-5' }
    expect(sayFailure({ code: 'INVALID_INPUT', source: 'a.yaml', issues: [issue] }).details).toEqual([
      'a.yaml:4:3: models[0]: there is no such model. Did you mean openai/gpt-5?',
    ])
  })

  it.each([
    ['no_credential', /there is no key/],
    ['key_unbound', /given for another address/],
    ['key_unconfirmed', /nobody has confirmed/],
    ['key_insecure', /in clear/],
  ] as const)('tells a key that is not there from one that may not be used: %s', (reason, words) => {
    expect(sayFailure({ code: 'MODEL_UNAVAILABLE', models: [{ ref: 'openai/gpt-5', reason, instead: [] }] }).details).toEqual([
      expect.stringMatching(words),
    ])
  })

  it('says both amounts of a budget and what would fit', () => {
    const { details } = sayFailure({ code: 'BUDGET_EXCEEDED', scope: 'run', budgetNanoUsd: 1_000_000_000, neededNanoUsd: 2_500_000_000 })
    expect(details[0]).toMatch(/\$2\.50.*\$1\.00.*Raise it/)
  })

  it('names the folder of a full disk and the bytes it needs', () => {
    expect(sayFailure({ code: 'STORAGE_FULL', reason: 'full', folder: '/data', neededBytes: 2 ** 24 })).toEqual({
      title: 'The disk of the workspace is full',
      details: ['/data: free 16 MiB'],
    })
  })
})
