import { ORPCError } from '@orpc/client'
import { expect, it } from 'vitest'
import type { UnavailableModel } from '#contract/errors'
import { keysNeeded, providerOf } from './keys-needed.ts'

const refused = (...models: readonly (readonly [string, UnavailableModel['reason']])[]) =>
  new ORPCError('MODEL_UNAVAILABLE', { defined: true, data: { models: models.map(([ref, reason]) => ({ ref, reason, instead: [] })) } })

it('keys are needed of the providers that a refusal names for want of one, each once', () => {
  expect(
    keysNeeded(refused(['b/x', 'no_credential'], ['a/x', 'deprecated'], ['b/y', 'key_unbound'], ['c/m/n', 'key_unconfirmed'])),
  ).toEqual(['b', 'c'])
})

it('no key is needed where it is not keys that are missing', () => {
  expect([keysNeeded(refused(['a/x', 'unknown'])), keysNeeded(new Error('no')), keysNeeded(undefined)]).toEqual([[], [], []])
})

it('the provider of a ref stands before its first slash', () => {
  expect([providerOf('a/b/c'), providerOf('a')]).toEqual(['a', 'a'])
})
