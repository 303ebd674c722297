import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { KeyEnvName, type KeyInfo, KeyValue, type PlaceInfo } from '#contract/keys'
import { checkForm, emptyForm, fieldErrorsOf, type KeyForm, proposedName } from './key-form.ts'

const key = { provider: 'openai', place: null, env: null } as KeyInfo
const placeOf = (place: PlaceInfo['place'], isAvailable = true): PlaceInfo => ({
  ...{ place, isAvailable, reason: isAvailable ? null : 'other_shell', needsConsent: place === 'file', consent: null, backend: null },
})
const places = [placeOf('os', false), placeOf('env'), placeOf('file'), placeOf('session')]
const form = (part: Partial<KeyForm>): KeyForm => ({ place: 'session', value: '', env: '', isAgreed: false, ...part })

describe('an empty form', () => {
  it('proposes the safest place that is offered, and the name a provider would give its variable', () => {
    expect(emptyForm(key, places)).toEqual({ place: 'env', value: '', env: 'OPENAI_API_KEY', isAgreed: false })
    expect(emptyForm(key, [placeOf('os'), ...places.slice(1)]).place).toBe('os')
  })
  it('stays where the key is, unless that is not offered', () => {
    expect(emptyForm({ ...key, place: 'session' }, places).place).toBe('session')
    expect(emptyForm({ ...key, place: 'os' }, places).place).toBe('env')
  })
  it.each(['openai', 'my-lab.2', '9lives', 'x'])('proposes a name that may be read for %s', (provider) => {
    expect(KeyEnvName.safeParse(proposedName(provider)).success).toBe(true)
  })
})

describe('a form that is not right', () => {
  it.each(['OPENAI_API_KEY', 'A_TOKEN', 'X_KEY', 'HOME', 'openai_api_key', '1_KEY', ''])(
    'judges the variable %j as the contract does',
    (env) => {
      expect(checkForm(form({ place: 'env', env }), false).env === undefined).toBe(KeyEnvName.safeParse(env).success)
    },
  )
  it.each(['sk-abc', ' sk-abc ', '', '  ', 'two words', 'two\nlines', 'schlüssel', 'x'.repeat(8193)])(
    'judges the key %j as the contract does',
    (value) => {
      expect(checkForm(form({ value }), false).value === undefined).toBe(KeyValue.safeParse(value).success)
    },
  )
  it('asks for consent where it is needed, for a key alone', () => {
    expect(checkForm(form({ place: 'file', value: 'sk-abc' }), true)).toHaveProperty('consent')
    expect(checkForm(form({ place: 'file', value: 'sk-abc', isAgreed: true }), true)).toEqual({})
    expect(checkForm(form({ place: 'env', env: 'A_KEY' }), true)).toEqual({})
  })
})

describe('what the engine refused', () => {
  const refused = (path: string) =>
    new ORPCError('INVALID_INPUT', { defined: true, data: { issues: [{ path, message: 'not offered here' }] } })
  it('stands at its field', () => {
    expect(fieldErrorsOf(refused('place'))).toEqual({ place: 'Not offered here.' })
  })
  it('is of no field where it names none of them', () => {
    expect(fieldErrorsOf(refused('elsewhere'))).toBeUndefined()
    expect(
      fieldErrorsOf(new ORPCError('CONFLICT', { defined: true, data: { what: 'key', name: 'openai', reason: 'state' } })),
    ).toBeUndefined()
  })
})
