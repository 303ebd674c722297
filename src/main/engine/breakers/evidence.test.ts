import { describe, expect, it } from 'vitest'
import { answered, failed } from '../../../../test/builders/outcomes.ts'
import { evidenceOf } from './evidence.ts'

describe('evidenceOf', () => {
  it('takes an answer for both', () => {
    expect(evidenceOf(answered())).toEqual({ provider: 'success', model: 'success' })
  })

  it.each(['OVERLOADED', 'SERVER_ERROR', 'TIMEOUT', 'NETWORK', 'INVALID_RESPONSE'] as const)('takes %s against the model', (kind) => {
    expect(evidenceOf(failed(kind, { httpStatus: 500 }))).toEqual({ provider: 'success', model: 'failure' })
    expect(evidenceOf(failed(kind, { httpStatus: undefined }))).toEqual({ provider: 'neutral', model: 'failure' })
  })

  it('takes what no model explains against the provider alone', () => {
    const outcome = failed('NETWORK', { httpStatus: undefined, providerWide: true })
    expect(evidenceOf(outcome)).toEqual({ provider: 'failure', model: 'neutral' })
  })

  it.each(['RATE_LIMITED', 'OUT_OF_CREDIT', 'AUTH', 'BAD_REQUEST', 'MODEL_NOT_FOUND', 'CONTENT_FILTERED'] as const)(
    'takes %s for a provider that can be reached, and against nobody',
    (kind) => {
      expect(evidenceOf(failed(kind))).toEqual({ provider: 'success', model: 'neutral' })
    },
  )
})
