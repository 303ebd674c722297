import { test } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SecretRedactor } from './redact-secrets.ts'

function redactorOf(value: string): SecretRedactor {
  const redactor = new SecretRedactor()
  redactor.register(value)
  return redactor
}

describe('SecretRedactor', () => {
  it('cuts a secret out as it is, however often', () => {
    expect(redactorOf('sk-12345678').redact('a sk-12345678 b sk-12345678')).toBe('a [secret] b [secret]')
  })
  it('cuts a secret out URL-encoded', () => {
    expect(redactorOf('p/ss+w rd').redact(`k=${encodeURIComponent('p/ss+w rd')}`)).toBe('k=[secret]')
  })
  it('cuts a secret out as JSON writes it', () => {
    expect(redactorOf('a"b\\cdef').redact(JSON.stringify({ k: 'a"b\\cdef' }))).toBe('{"k":"[secret]"}')
  })
  it('leaves text alone for a value too short to be a secret', () => {
    expect(redactorOf('on').redact('{"on":"on"}')).toBe('{"on":"on"}')
  })
  test.prop([fc.string({ minLength: 12, maxLength: 60 }), fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 })])(
    'leaves nothing of a secret in base64 text around it, whatever surrounds it',
    (secret, before, after) => {
      const text = Buffer.from(before + secret + after).toString('base64')
      expect(redactorOf(secret).redact(text)).toContain('[secret]')
    },
  )
})
